// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { describe, expect, it } from 'vitest';
import { AS_RECORDED, fits, MEASURES, testConfigOf } from '../../src/replays/load';

describe('the load of a replay', () => {
  it('needs no test config as recorded', () => {
    expect(testConfigOf(AS_RECORDED)).toBe('');
  });

  it.each([
    [{ kind: 'recorded', speed: 2 }, { recorded: { speed: 2 } }],
    [{ kind: 'fast', vusers: 8 }, { fast: { vusers: 8 } }],
    [{ kind: 'rate', requestsPerSecond: 0.5, seconds: 10 }, { stages: [{ requestsPerSecond: 0.5, seconds: 10 }] }],
  ] as const)('of %j is said in the words of the test config', (load, said) => {
    expect(JSON.parse(testConfigOf({ ...AS_RECORDED, ...load }))).toEqual({ load: said });
  });

  it.each([
    ['recorded', 0, false],
    ['recorded', 0.5, true],
    ['fast', 1.5, false],
    ['fast', 100_000, true],
    ['fast', 100_001, false],
    ['rate', Number.NaN, false],
  ] as const)('of kind %s with %j stays within bounds: %j', (kind, value, ok) => {
    expect(fits(value, MEASURES[kind][0]!)).toBe(ok);
  });
});
