// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { TypedDocumentString } from '../generated/graphql';

/** What the service said was wrong, as every part of Reprise says it. */
export class Failure extends Error {
  constructor(
    message: string,
    /** Whose move it is: BAD_REQUEST, NOT_FOUND, UPSTREAM, ... */
    readonly code: string,
    /** The stable name of the mistake, e.g. FILTER_INVALID. */
    readonly reason: string,
    readonly remedy: string,
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Failure';
  }

  /** Whether asking again may help without anything being changed. */
  get mayPass(): boolean {
    return ['UNREACHABLE', 'UPSTREAM', 'OVERLOAD'].includes(this.code);
  }
}

interface GraphQlError {
  message: string;
  extensions?: { code?: string; reason?: string; remedy?: string; details?: Record<string, string> };
}

export function failureOf(errors: readonly GraphQlError[]): Failure {
  const [first] = errors;
  const facts = first?.extensions ?? {};
  return new Failure(
    first?.message ?? 'The service refused the question.',
    facts.code ?? 'INTERNAL',
    facts.reason ?? 'INTERNAL',
    facts.remedy ?? '',
    facts.details ?? {},
  );
}

const UNREACHABLE = () =>
  new Failure(
    'query-service does not answer.',
    'UNREACHABLE',
    'UNREACHABLE',
    'See what runs with ./reprise status; start the stack with ./reprise up.',
  );

const SIGNED_OUT = () =>
  new Failure(
    'This page has no session.',
    'UNAUTHENTICATED',
    'TOKEN_NEEDED',
    'Open it with ./reprise open.',
  );

/** Asks one question. Rejects with a Failure, or with an AbortError when it was taken back. */
export async function ask<R, V>(
  document: TypedDocumentString<R, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<R> {
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal: signal ?? null,
    });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw UNREACHABLE();
  }
  if (response.status === 401) throw SIGNED_OUT();
  const answer = (await response.json().catch(() => null)) as
    | { data?: R | null; errors?: GraphQlError[]; code?: string; message?: string }
    | null;
  if (answer?.errors?.length) throw failureOf(answer.errors);
  if (answer?.data) return answer.data;
  if (response.status >= 502 && response.status <= 504) throw UNREACHABLE();
  throw new Failure(
    answer?.message ?? `query-service answered with status ${response.status} and nothing to read.`,
    'INTERNAL',
    answer?.code ?? 'INTERNAL',
    'Its log says more: ./reprise logs query.',
  );
}
