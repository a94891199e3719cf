// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { expect, it } from 'vitest';
import { ago, bytes, counted, duration, percent, rate, utc } from '../../src/ui/format';

it.each([
  [0, '0 ms'],
  [0.042, '42 µs'],
  [0.5, '0.50 ms'],
  [12.34, '12.3 ms'],
  [1_240, '1.24 s'],
  [60_000, '1 min'],
  [123_000, '2 min 3 s'],
  [3_600_000, '1 h'],
  [3 * 86_400_000 + 3_600_000, '3 d 1 h'],
  [null, '–'],
])('a duration of %j ms reads %s', (millis, read) => {
  expect(duration(millis)).toBe(read);
});

it.each([
  [0, '0 B'],
  [1_023, '1,023 B'],
  [1_024, '1 KiB'],
  [1_536, '1.50 KiB'],
  [5 * 1024 ** 3, '5 GiB'],
])('%j bytes read %s', (size, read) => {
  expect(bytes(size)).toBe(read);
});

it('shares never read as none or all when they are not', () => {
  expect([0, 0.0001, 0.123, 0.5, 0.9999, 1].map(percent)).toEqual(['0 %', '< 0.1 %', '12.3 %', '50 %', '> 99.9 %', '100 %']);
});

it('rates, counts and moments have their unit', () => {
  expect(rate(0.001)).toBe('< 0.01/s');
  expect(counted(1, 'pair')).toBe('1 pair');
  expect(counted(2_000, 'pair')).toBe('2,000 pairs');
  expect(utc('2026-01-02T03:04:05.000000006Z')).toBe('2026-01-02 03:04:05.000000006 UTC');
  expect(ago(new Date(0), new Date(3_600_000))).toBe('1 h ago');
  expect(ago(new Date(1_000), new Date(0))).toBe('in the future');
});
