// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { PairQuery } from '../generated/graphql';

type Pair = NonNullable<PairQuery['pair']>;

export interface Jwt {
  /** Where it stands, e.g. "request header authorization". */
  places: string[];
  token: string;
  header: string;
  claims: string;
  /** When it ends, in seconds since the epoch. */
  expires: number | null;
  issued: number | null;
}

const TOKEN = /\beyJ[\w-]{4,}\.eyJ[\w-]{2,}\.[\w-]*/g;

function decoded(part: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function numberIn(claims: string, name: string): number | null {
  try {
    const value = (JSON.parse(claims) as Record<string, unknown>)[name];
    return typeof value === 'number' ? value : null;
  } catch {
    return null;
  }
}

/** Every JSON web token of a pair, once, with all its places. */
export function jwtsIn(pair: Pair): Jwt[] {
  const found = new Map<string, Jwt>();
  const look = (place: string, text: string | null | undefined) => {
    for (const [token] of text?.matchAll(TOKEN) ?? []) {
      const known = found.get(token);
      if (known) {
        if (!known.places.includes(place)) known.places.push(place);
        continue;
      }
      const [head = '', body = ''] = token.split('.');
      const header = decoded(head);
      const claims = decoded(body);
      if (header === null || claims === null) continue;
      found.set(token, { places: [place], token, header, claims, expires: numberIn(claims, 'exp'), issued: numberIn(claims, 'iat') });
    }
  };
  const { request, response } = pair;
  for (const { name, value } of request.headers) look(`request header ${name.toLowerCase()}`, value);
  look('request target', request.target);
  look('request body', request.body.decoded);
  for (const { name, value } of response?.headers ?? []) look(`response header ${name.toLowerCase()}`, value);
  look('response body', response?.body.decoded);
  return [...found.values()];
}
