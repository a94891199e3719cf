// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { describe, expect, it } from 'vitest';
import { combined, conditionOf, expectedAt, nameOf, quoted, words } from '../../src/traffic/filterText';

const FIELDS = new Set(['status', 'path', 'method', 'service', 'header']);

describe('the words of a filter', () => {
  it('cover the text without a gap, whatever it holds', () => {
    for (const filter of ['status >= 500', 'path CONTAINS "a \\" b"', "x = 'open", '§ = (1, 2]', 'header["x-id"] = 1', '']) {
      expect(words(filter, FIELDS).map(({ text }) => text).join('')).toBe(filter);
    }
  });

  it('tell a field from a value and from what is unknown', () => {
    const kinds = words('status = status AND statsu = 1', FIELDS).filter(({ kind }) => kind !== 'space').map(({ kind }) => kind);

    expect(kinds).toEqual(['field', 'operator', 'value', 'keyword', 'unknown', 'operator', 'value']);
  });
});

describe('what may come next', () => {
  it.each([
    ['', 'field', ''],
    ['sta', 'field', 'sta'],
    ['status ', 'operator', ''],
    ['path CONT', 'operator', 'CONT'],
    ['status >=', 'value', ''],
    ['status >= 5', 'value', '5'],
    ['status >= 500 ', 'conjunction', ''],
    ['status >= 500 AND ', 'field', ''],
    ['method IN (GET, ', 'value', ''],
    ['method IN (GET)', 'conjunction', ''],
    ['(status = 1 OR ', 'field', ''],
    ['path = "a b" ', 'conjunction', ''],
    ['status NOT ', 'operator', ''],
  ])('after %j is a %s', (filter, what, prefix) => {
    expect(expectedAt(filter, filter.length, FIELDS)).toMatchObject({ what, prefix });
  });

  it('is about the place of the caret, not the end', () => {
    expect(expectedAt('status = 500 AND path = "/a"', 'status'.length, FIELDS)).toEqual({ what: 'field', prefix: 'status', from: 0, to: 6 });
  });
});

describe('a filter of a text and chips', () => {
  it('joins values of one field by OR and fields by AND, and leaves out what is not wanted', () => {
    const filter = combined('path CONTAINS "/a"', [
      { field: 'METHOD', value: 'GET', not: false },
      { field: 'METHOD', value: 'PUT', not: false },
      { field: 'STATUS', value: '200', not: true },
    ]);

    expect(filter).toBe('path CONTAINS "/a" AND (method = "GET" OR method = "PUT") AND NOT status = 200');
  });

  it('puts brackets around a text with OR, only beside chips', () => {
    expect(combined('a = 1 OR b = 2', [])).toBe('a = 1 OR b = 2');
    expect(combined('a = 1 OR b = 2', [{ field: 'TLS', value: 'true', not: false }])).toBe('(a = 1 OR b = 2) AND tls = true');
  });

  it('quotes whatever a value holds', () => {
    expect(quoted('a"b\\c\nd')).toBe('"a\\"b\\\\c\\nd"');
    expect(conditionOf({ field: 'HOST', value: '" OR status = 200' })).toBe('host = "\\" OR status = 200"');
  });

  it('names steps of duration by their bounds', () => {
    expect(conditionOf({ field: 'DURATION', value: '100' })).toBe('(duration > 10ms AND duration <= 100ms)');
    expect(nameOf('DURATION', '10000')).toBe('1 s – 10 s');
    expect(nameOf('DURATION', '1')).toBe('≤ 1 ms');
  });
});
