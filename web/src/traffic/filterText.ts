// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// The filter language as far as an editor needs it: words for colours, what may come next, literals.
import type { FacetField } from '../generated/graphql';

export type Kind = 'field' | 'operator' | 'keyword' | 'text' | 'value' | 'mark' | 'space' | 'unknown';

export interface Word {
  kind: Kind;
  text: string;
  from: number;
  to: number;
}

const WORDS =
  /(?<space>\s+)|(?<text>"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)|(?<operator>!=|<=|>=|=|<|>)|(?<mark>[()[\],])|(?<word>[^\s"'()[\],=<>!]+)|(?<rest>.)/gsu;
const KEYWORDS = new Set(['AND', 'OR', 'NOT']);
const WORD_OPERATORS = new Set(['CONTAINS', 'MATCHES', 'IN']);

/** The words of a filter; `fields` are the names that may begin a condition. */
export function words(filter: string, fields: ReadonlySet<string>): Word[] {
  const found: Word[] = [];
  let previous: Word | undefined;
  for (const match of filter.matchAll(WORDS)) {
    const text = match[0];
    const groups = match.groups ?? {};
    const kind = groups.space
      ? 'space'
      : groups.text
        ? 'text'
        : groups.operator
          ? 'operator'
          : groups.mark
            ? 'mark'
            : groups.word
              ? kindOf(text, previous, fields)
              : 'unknown';
    const word: Word = { kind, text, from: match.index, to: match.index + text.length };
    found.push(word);
    if (kind !== 'space') previous = word;
  }
  return found;
}

function kindOf(text: string, previous: Word | undefined, fields: ReadonlySet<string>): Kind {
  const upper = text.toUpperCase();
  if (KEYWORDS.has(upper)) return 'keyword';
  const awaitsField = !previous || previous.kind === 'keyword' || previous.text === '(';
  if (WORD_OPERATORS.has(upper) && !awaitsField && previous?.kind !== 'operator') return 'operator';
  if (awaitsField) return fields.has(text) ? 'field' : 'unknown';
  return 'value';
}

export type Expected =
  | { what: 'field'; prefix: string; from: number; to: number }
  | { what: 'operator'; field: string; prefix: string; from: number; to: number }
  | { what: 'value'; field: string; prefix: string; from: number; to: number }
  | { what: 'conjunction'; prefix: string; from: number; to: number };

/** What may stand at the caret, and what is written of it so far. */
export function expectedAt(filter: string, caret: number, fields: ReadonlySet<string>): Expected {
  const before = words(filter.slice(0, caret), fields);
  const last = before.at(-1);
  const isOpen = last !== undefined && last.kind !== 'space' && last.kind !== 'mark' && !isClosed(last);
  const current = isOpen ? last : undefined;
  const settled = (current ? before.slice(0, -1) : before).filter((word) => word.kind !== 'space');
  const prefix = current?.text ?? '';
  const from = current?.from ?? caret;
  const place = { prefix, from, to: caret };

  const state = stateAfter(settled);
  switch (state.awaits) {
    case 'field':
      return { what: 'field', ...place };
    case 'operator':
      return { what: 'operator', field: state.field, ...place };
    case 'value':
      return { what: 'value', field: state.field, ...place };
    case 'conjunction':
      return { what: 'conjunction', ...place };
  }
}

// A quoted text that ended, and an operator of signs, are not being written any more.
function isClosed(word: Word): boolean {
  if (word.kind === 'operator') return /^[=<>!]+$/.test(word.text);
  return word.kind === 'text' && word.text.length > 1 && /^(["']).*\1$/s.test(word.text);
}

function stateAfter(settled: Word[]): { awaits: 'field' | 'operator' | 'value' | 'conjunction'; field: string } {
  let awaits = 'field' as 'field' | 'operator' | 'value' | 'conjunction';
  let field = '';
  let inList = false;
  let inKey = false;
  for (const word of settled) {
    if (inKey) {
      if (word.text === ']') inKey = false;
      continue;
    }
    if (word.text === '[') inKey = true;
    else if (word.kind === 'keyword') {
      // "x NOT IN" goes on; AND, OR and a NOT in front begin a condition.
      if (awaits !== 'operator' || word.text.toUpperCase() !== 'NOT') awaits = 'field';
    } else if (word.text === '(') {
      inList = awaits === 'value';
    } else if (word.text === ')') {
      awaits = 'conjunction';
      inList = false;
    } else if (word.text === ',') awaits = 'value';
    else if (word.kind === 'operator') awaits = 'value';
    else if (awaits === 'field') {
      field = word.text;
      awaits = 'operator';
    } else if (awaits === 'value') awaits = inList ? 'value' : 'conjunction';
  }
  return { awaits, field };
}

/** A text in quotes as the language writes it. */
export function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

export interface Chip {
  field: FacetField;
  value: string;
  not: boolean;
}

/** The condition that a value of a facet stands for. */
export function conditionOf({ field, value }: Pick<Chip, 'field' | 'value'>): string {
  switch (field) {
    case 'STATUS':
      return `status = ${value}`;
    case 'DIRECTION':
    case 'TLS':
      return `${field.toLowerCase()} = ${value}`;
    case 'DURATION':
      return value === '0'
        ? 'status = 0'
        : value === '1'
          ? '(status != 0 AND duration <= 1ms)'
          : `(duration > ${Number(value) / 10}ms AND duration <= ${value}ms)`;
    case 'SERVICE':
    case 'TECHNOLOGY':
    case 'METHOD':
    case 'HOST':
    case 'ENDPOINT':
    case 'REPLAY':
      return `${field.toLowerCase()} = ${quoted(value)}`;
  }
}

/** One filter of a text and chips: of one field any value, of several fields each. */
export function combined(text: string, chips: readonly Chip[]): string {
  const parts: string[] = [];
  if (text.trim()) parts.push(chips.length > 0 ? bracketed(text.trim()) : text.trim());
  const fields = new Set(chips.map((chip) => chip.field));
  for (const field of fields) {
    const wanted = chips.filter((chip) => chip.field === field && !chip.not).map(conditionOf);
    if (wanted.length > 0) parts.push(wanted.length === 1 ? (wanted[0] ?? '') : `(${wanted.join(' OR ')})`);
    for (const chip of chips) if (chip.field === field && chip.not) parts.push(`NOT ${conditionOf(chip)}`);
  }
  return parts.join(' AND ');
}

function bracketed(text: string): string {
  return /\bOR\b/i.test(text) ? `(${text})` : text;
}

/** "10" of DURATION as people read it. */
export function nameOf(field: FacetField, value: string): string {
  if (field === 'STATUS' && value === '0') return 'no response';
  if (field === 'TLS') return value === 'true' ? 'encrypted' : 'plain text';
  if (field === 'REPLAY' && value === '') return 'recorded';
  if (field !== 'DURATION') return value;
  if (value === '0') return 'no response';
  const upper = Number(value);
  const shown = (millis: number) => (millis >= 1_000 ? `${millis / 1_000} s` : `${millis} ms`);
  return upper === 1 ? '≤ 1 ms' : `${shown(upper / 10)} – ${shown(upper)}`;
}
