// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { TypedDocumentString } from '../generated/graphql';
import { ask, Failure } from './client';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, problem) => problem instanceof Failure && problem.mayPass && count < 2,
      retryDelay: (count) => 500 * 2 ** count,
    },
  },
});

export interface AskOptions {
  /** False while there is nothing to ask yet. */
  when?: boolean;
  /** How often to ask again, in milliseconds. */
  every?: number | false;
  /** Whether to go on showing the last answer while the next one is on its way. */
  keep?: boolean;
}

/** Asks while a component is shown; what was shown stays until the new answer is there. */
export function useAsk<R, V>(
  document: TypedDocumentString<R, V>,
  variables: V,
  { when = true, every = false, keep = true }: AskOptions = {},
): UseQueryResult<R, Failure> {
  const placeholder = keep ? { placeholderData: keepPreviousData as never } : {};
  return useQuery<R, Failure>({
    queryKey: [document.toString(), variables],
    queryFn: ({ signal }) => ask(document, variables, signal),
    enabled: when,
    refetchInterval: every,
    ...placeholder,
  });
}
