// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ask, Failure } from '../api/client';
import { queries } from '../api/useAsk';
import { type Liveness, useFollow } from '../api/subscribe';
import { type PairRowFragment, PairsDocument, TailDocument, type TailSubscription } from '../generated/graphql';
import type { Asked } from './useSelection';

export type Row = PairRowFragment;

const PAGE = 200;
/** The most rows that are kept while traffic comes in: memory stays flat however long one looks. */
export const LIVE_ROWS = 2_000;
const FLUSH_MILLIS = 250;

export interface Pairs {
  rows: Row[];
  isLoading: boolean;
  /** The rows are those of the question before; the answer to this one is on its way. */
  isChanging: boolean;
  failure: Failure | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  more: () => void;
  again: () => void;
  /** How far it is where bodies or headers have to be read, and while they are; null else. */
  search: Search | null;
  /** Took so long to answer, in milliseconds. */
  took: number | null;
  live: { state: Liveness; failure: Failure | null; waiting: number; skipped: number; isCut: boolean };
}

export interface Search {
  looked: number;
  all: number;
  state: 'looking' | 'stopped' | 'through';
  stop: () => void;
  goOn: () => void;
}

/** Pairs newest first, a page at a time; while `live`, new ones come in above them unless `held`. */
export function usePairs(asked: Asked, live: boolean, held: boolean): Pairs {
  const took = useRef<number | null>(null);
  const key = useMemo(() => ['pairs', asked], [asked]);
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const begun = performance.now();
      const { pairs } = await ask(PairsDocument, { ...asked, first: PAGE, after: pageParam }, signal);
      took.current = performance.now() - begun;
      return pairs;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last?.pageInfo.hasNextPage ? last.pageInfo.endCursor : undefined),
    placeholderData: keepPreviousData,
    refetchOnReconnect: false,
  });
  const stored = useMemo(
    () => pages.data?.pages.flatMap((page) => page?.edges.map(({ node }) => node) ?? []) ?? [],
    [pages.data],
  );
  const { fetchNextPage, hasNextPage, isFetching, isPlaceholderData, isError } = pages;
  const search = useSearch(key, pages.data?.pages.map((page) => page?.search ?? null) ?? [], isPlaceholderData);
  const [wanted, setWanted] = useState(PAGE);
  useEffect(() => setWanted(PAGE), [key]);
  const isShort = stored.length < wanted && hasNextPage && !isPlaceholderData;
  useEffect(() => {
    // A piece of a search may have found little or nothing, and the next one more.
    if (isShort && !isFetching && !isError && search?.state !== 'stopped') void fetchNextPage();
  }, [isShort, isFetching, isError, search?.state, fetchNextPage]);
  const tail = useTail(asked, live, held);
  const rows = useMemo(() => joined(tail.fresh, stored), [tail.fresh, stored]);
  const isCut = live && rows.length > LIVE_ROWS;
  return {
    rows: isCut ? rows.slice(0, LIVE_ROWS) : rows,
    isLoading: pages.isPending,
    isChanging: pages.isPlaceholderData,
    failure: pages.error instanceof Failure ? pages.error : null,
    hasMore: pages.hasNextPage && !isCut,
    isLoadingMore: isShort,
    more: useCallback(() => setWanted(stored.length + PAGE), [stored.length]),
    search: search && { ...search, state: search.state === 'looking' && !isShort && !isFetching ? 'through' : search.state },
    again: () => void pages.refetch(),
    took: took.current,
    live: { state: tail.state, failure: tail.failure, waiting: tail.waiting, skipped: tail.skipped, isCut },
  };
}

/** How far the pieces of a search have come together, and whether somebody stopped it. */
function useSearch(key: readonly unknown[], pieces: ({ looked: number; left: number } | null)[], isPlaceholder: boolean): Search | null {
  const [stopped, setStopped] = useState<readonly unknown[] | null>(null);
  const last = pieces.at(-1);
  if (!last || isPlaceholder) return null;
  const looked = pieces.reduce((sum, piece) => sum + (piece?.looked ?? 0), 0);
  return {
    looked,
    all: looked + last.left,
    state: stopped === key ? 'stopped' : 'looking',
    stop: () => {
      setStopped(key);
      void queries.cancelQueries({ queryKey: key });
    },
    goOn: () => setStopped(null),
  };
}

function joined(fresh: Row[], stored: Row[]): Row[] {
  if (fresh.length === 0) return stored;
  const seen = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...stored.filter(({ id }) => !seen.has(id))];
}

/** What came in since the tail began, newest first; what is not shown yet waits. */
function useTail({ filter, includeReplays, replayId }: Asked, live: boolean, held: boolean) {
  const [fresh, setFresh] = useState<Row[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [skipped, setSkipped] = useState(0);
  const arrived = useRef<Row[]>([]);
  const variables = { filter, includeReplays, replayId };
  const key = JSON.stringify(variables);

  // Another question has other pairs.
  useEffect(() => {
    arrived.current = [];
    setFresh([]);
    setWaiting(0);
    setSkipped(0);
  }, [key, live]);

  const { state, failure } = useFollow(TailDocument, variables, live, ({ tailLooks }: TailSubscription) => {
    if (!tailLooks) return;
    arrived.current.push(...tailLooks.pairs);
    if (arrived.current.length > LIVE_ROWS) arrived.current = arrived.current.slice(-LIVE_ROWS);
    setSkipped((before) => before + tailLooks.skipped);
    if (held) setWaiting(arrived.current.length);
  });

  useEffect(() => {
    if (!live || held) return undefined;
    const show = () => {
      const added = arrived.current;
      if (added.length === 0) return;
      arrived.current = [];
      setWaiting(0);
      setFresh((before) => [...added.toReversed(), ...before].slice(0, LIVE_ROWS));
    };
    show();
    const timer = setInterval(show, FLUSH_MILLIS);
    return () => clearInterval(timer);
  }, [live, held]);
  return { fresh, waiting, skipped, state, failure };
}
