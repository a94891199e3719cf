// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useMemo } from 'react';
import { useAsk } from '../api/useAsk';
import { type FacetField, FacetsDocument, type FilterHelpQuery } from '../generated/graphql';
import { counted } from '../ui/format';
import { type Expected, expectedAt, quoted } from './filterText';
import type { Asked } from './useSelection';

export interface Suggestion {
  from: number;
  to: number;
  text: string;
  label?: string;
  hint: string;
}

type Help = NonNullable<FilterHelpQuery['filterHelp']>;

const FACETS: Readonly<Record<string, FacetField>> = {
  service: 'SERVICE',
  technology: 'TECHNOLOGY',
  method: 'METHOD',
  host: 'HOST',
  endpoint: 'ENDPOINT',
  status: 'STATUS',
  replay: 'REPLAY',
};
const MOST = 12;

/** What may stand at the caret; values come from what was recorded. */
export function useSuggestions(text: string, caret: number, help: Help | null, asked: Asked, on: boolean): Suggestion[] {
  const fields = useMemo(() => new Set(help?.fields.map(({ name }) => name.replace(/\[.*$/, '')) ?? []), [help]);
  const expected = useMemo(() => expectedAt(text, caret, fields), [text, caret, fields]);
  const facet = expected.what === 'value' ? FACETS[expected.field] : undefined;
  const values = useAsk(
    FacetsDocument,
    { ...asked, filter: '', fields: facet ? [facet] : [], values: 100 },
    { when: on && facet !== undefined },
  );
  return useMemo(() => {
    if (!on || !help) return [];
    const counts = facet ? (values.data?.facets.find(({ field }) => field === facet)?.counts ?? []) : [];
    return offers(expected, help, text === '', counts)
      .filter((offer) => fits(offer.label ?? offer.text, expected.prefix))
      .filter((offer) => offer.text.trim() !== expected.prefix.trim())
      .slice(0, MOST);
  }, [on, help, facet, values.data, expected, text]);
}

// A name inside of which the written letters begin a part: "body" finds request_body.
function fits(offer: string, prefix: string): boolean {
  const wanted = prefix.replace(/^["']/, '').toLowerCase();
  return offer.toLowerCase().includes(wanted);
}

function offers(
  expected: Expected,
  help: Help,
  isEmpty: boolean,
  counts: { value: string; pairs: number }[],
): Suggestion[] {
  const { from, to } = expected;
  switch (expected.what) {
    case 'field':
      return [
        ...help.fields.map((field) => ({
          from,
          to,
          text: `${field.name} `,
          hint: field.description,
        })),
        ...(isEmpty ? help.examples.map((example) => ({ from, to, text: example, hint: 'example' })) : []),
        ...searches(expected),
      ];
    case 'operator': {
      const field = help.fields.find(({ name }) => name.replace(/\[.*$/, '') === expected.field);
      return (field?.operators ?? []).map((operator) => ({
        from,
        to,
        text: operator === 'IN' ? 'IN (' : `${operator} `,
        label: operator,
        hint: MEANINGS[operator] ?? '',
      }));
    }
    case 'value': {
      const field = help.fields.find(({ name }) => name.replace(/\[.*$/, '') === expected.field);
      if (counts.length > 0) {
        return counts.map(({ value, pairs }) => ({
          from,
          to,
          text: `${field?.type === 'number' ? value : quoted(value)} `,
          hint: counted(pairs, 'pair'),
        }));
      }
      return field?.words.length
        ? field.words.map((word) => ({ from, to, text: `${word} `, hint: '' }))
        : field && expected.prefix === ''
          ? [{ from, to, text: field.example, hint: `a ${field.type}` }]
          : [];
    }
    case 'conjunction':
      return ['AND', 'OR', 'AND NOT'].map((word) => ({ from, to, text: `${word} `, hint: '' }));
  }
}

/** A plain word is no filter; what it was probably meant for. */
function searches(expected: Expected): Suggestion[] {
  const { prefix, from, to } = expected;
  if (prefix.length < 2) return [];
  return ['target', 'request_body', 'response_body'].map((field) => {
    const text = `${field} CONTAINS ${quoted(prefix)}`;
    return { from, to, text, hint: `search “${prefix}”` };
  });
}

const MEANINGS: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
  CONTAINS: 'has this text in it',
  MATCHES: 'fits a regular expression',
  IN: 'is one of',
};
