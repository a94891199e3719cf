// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { createContext, use } from 'react';
import type { Role as RoleName } from '../generated/graphql';

/** What whoever looks at the page may do. */
export const Role = createContext<RoleName>('VIEWER');

export function useMayEdit(): boolean {
  return use(Role) !== 'VIEWER';
}
