// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { expect, it } from 'vitest';
import { freshKey } from '../../src/replays/freshKey';

it('is another one each time, and one that orchestrator-service takes', () => {
  const keys = Array.from({ length: 100 }, freshKey);

  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});
