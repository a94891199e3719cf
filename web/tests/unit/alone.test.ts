// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { expect, it } from 'vitest';
import { alone } from '../../src/ui/alone';

it.each([
  [[], []],
  [[1], [0]],
  [[null, 1, null, 2, 3, null, 0], [1, 6]],
  [[1, 2, 3], []],
  [[1, null, null], [0]],
])('of %j those at %j stand alone', (values, places) => {
  expect(alone(values)).toEqual(places);
});
