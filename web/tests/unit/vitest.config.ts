// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { defineConfig } from 'vitest/config';

/** The page's logic, without a browser. */
export default defineConfig({ test: { root: import.meta.dirname, include: ['*.test.ts'] } });
