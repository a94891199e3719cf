// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { createClient } from 'graphql-ws';
import { useEffect, useEffectEvent, useState } from 'react';
import type { TypedDocumentString } from '../generated/graphql';
import { Failure, failureOf } from './client';

const client = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  lazy: true,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: (tries) => new Promise((done) => setTimeout(done, Math.min(8_000, 500 * 2 ** tries))),
  keepAlive: 20_000,
});

export interface Sink<R> {
  next: (data: R) => void;
  error: (problem: Failure) => void;
  complete?: () => void;
}

/** Follows something until the function that it gives is called. */
export function follow<R, V>(document: TypedDocumentString<R, V>, variables: V, sink: Sink<R>): () => void {
  return client.subscribe<R>(
    { query: document.toString(), variables: variables as Record<string, unknown> },
    {
      next: ({ data, errors }) => {
        if (errors?.length) sink.error(failureOf(errors as Parameters<typeof failureOf>[0]));
        else if (data) sink.next(data);
      },
      error: (problem) => sink.error(asFailure(problem)),
      complete: () => sink.complete?.(),
    },
  );
}

function asFailure(problem: unknown): Failure {
  if (Array.isArray(problem)) return failureOf(problem as Parameters<typeof failureOf>[0]);
  return new Failure(
    'The live connection to query-service broke off.',
    'UNREACHABLE',
    'UNREACHABLE',
    'It is tried again; see ./reprise status.',
  );
}

export type Liveness = 'off' | 'live' | 'over' | 'broken';

/** Follows something while `on`; gives how that goes. */
export function useFollow<R, V>(
  document: TypedDocumentString<R, V>,
  variables: V,
  on: boolean,
  onNext: (data: R) => void,
): { state: Liveness; failure: Failure | null } {
  const [state, setState] = useState<Liveness>('off');
  const [failure, setFailure] = useState<Failure | null>(null);
  const next = useEffectEvent(onNext);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!on) {
      setState('off');
      return undefined;
    }
    setState('live');
    setFailure(null);
    return follow(document, JSON.parse(key) as V, {
      next,
      error: (problem) => {
        setFailure(problem);
        setState('broken');
      },
      complete: () => setState('over'),
    });
  }, [document, key, on]);
  return { state, failure };
}
