// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { FacetField } from '../generated/graphql';
import { type Chip, combined } from './filterText';

export const RANGES = [
  { key: '15m', name: 'Last 15 minutes', millis: 15 * 60_000 },
  { key: '1h', name: 'Last hour', millis: 3_600_000 },
  { key: '6h', name: 'Last 6 hours', millis: 6 * 3_600_000 },
  { key: '24h', name: 'Last 24 hours', millis: 24 * 3_600_000 },
  { key: '7d', name: 'Last 7 days', millis: 7 * 24 * 3_600_000 },
  { key: 'all', name: 'All time', millis: null },
] as const;

export type RangeKey = (typeof RANGES)[number]['key'];
export const DEFAULT_RANGE: RangeKey = '24h';

/** A span of time, as somebody chose it: the last so long, or from one moment to another. */
export type Range = { key: RangeKey } | { from: string; to: string };

/** Which pairs are asked for, in the words of the queries. */
export interface Asked {
  filter: string;
  from: string | null;
  to: string | null;
  includeReplays: boolean;
  replayId: string;
}

export interface Selection {
  text: string;
  chips: Chip[];
  range: Range;
  replays: boolean;
  replayId: string;
  asked: Asked;
  /** Without the chips of a field, for what else it could have been. */
  askedWithout: (field: FacetField) => Asked;
  setText: (text: string) => void;
  toggle: (chip: Chip) => void;
  clear: () => void;
  setRange: (range: Range) => void;
  setReplays: (on: boolean) => void;
  /** Moves the end of "the last ..." to now. */
  refresh: () => void;
}

const CHIP = /^([A-Z_]+)(!?=)(.*)$/s;

function chipsOf(params: URLSearchParams): Chip[] {
  return params.getAll('f').flatMap((text) => {
    const match = CHIP.exec(text);
    return match ? [{ field: match[1] as FacetField, not: match[2] === '!=', value: match[3] ?? '' }] : [];
  });
}

function rangeOf(params: URLSearchParams, fallback: RangeKey): Range {
  const from = params.get('from');
  const to = params.get('to');
  if (from && to && !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to))) return { from, to };
  const key = params.get('range');
  return { key: RANGES.find((range) => range.key === key)?.key ?? fallback };
}

function bounds(range: Range, now: number): { from: string | null; to: string | null } {
  if ('from' in range) return range;
  const millis = RANGES.find(({ key }) => key === range.key)?.millis ?? null;
  return { from: millis === null ? null : new Date(now - millis).toISOString(), to: null };
}

/** The selection that stands in the address, so that every view of it is a link. */
export function useSelection(fallback: RangeKey = DEFAULT_RANGE): Selection {
  const [params, setParams] = useSearchParams();
  const [now, setNow] = useState(() => Date.now());
  const change = useCallback(
    (edit: (params: URLSearchParams) => void, replace = false) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          edit(next);
          return next;
        },
        { replace },
      );
      setNow(Date.now());
    },
    [setParams],
  );
  return useMemo(() => {
    const text = params.get('q') ?? '';
    const chips = chipsOf(params);
    const range = rangeOf(params, fallback);
    const replays = params.get('replays') === 'yes';
    const replayId = params.get('replay') ?? '';
    const asked = (some: Chip[]): Asked => ({
      filter: combined(text, some),
      ...bounds(range, now),
      includeReplays: replays,
      replayId,
    });
    return {
      text,
      chips,
      range,
      replays,
      replayId,
      asked: asked(chips),
      askedWithout: (field) => asked(chips.filter((chip) => chip.field !== field)),
      setText: (next) => change((to) => (next.trim() ? to.set('q', next) : to.delete('q'))),
      toggle: (chip) =>
        change((to) => {
          const kept = chips.filter((one) => one.field !== chip.field || one.value !== chip.value);
          const isNew = !chips.some(
            (one) => one.field === chip.field && one.value === chip.value && one.not === chip.not,
          );
          to.delete('f');
          for (const one of isNew ? [...kept, chip] : kept) {
            to.append('f', `${one.field}${one.not ? '!=' : '='}${one.value}`);
          }
        }),
      clear: () =>
        change((to) => {
          for (const name of ['q', 'f', 'from', 'to', 'range', 'replays', 'replay']) to.delete(name);
        }),
      setRange: (next) =>
        change((to) => {
          for (const name of ['from', 'to', 'range']) to.delete(name);
          if ('from' in next) {
            to.set('from', next.from);
            to.set('to', next.to);
          } else if (next.key !== fallback) to.set('range', next.key);
        }),
      setReplays: (on) => change((to) => (on ? to.set('replays', 'yes') : to.delete('replays'))),
      refresh: () => setNow(Date.now()),
    };
  }, [params, now, change, fallback]);
}
