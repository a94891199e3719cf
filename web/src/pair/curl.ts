// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { PairQuery } from '../generated/graphql';

type Pair = NonNullable<PairQuery['pair']>;

// curl writes these itself.
const OWN = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'expect', 'accept-encoding']);

/** A word of a POSIX shell, whatever is in it. */
export function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The request as a command; a body that is not text goes through base64. */
export function curlOf({ request }: Pair): string {
  const { method, scheme, authority, target, headers, body } = request;
  const parts = ['curl'];
  if (method === 'HEAD') parts.push('--head');
  else if (method !== 'GET' || body.keptBytes > 0) parts.push(`--request ${shell(method)}`);
  const isEncoded = headers.some(({ name }) => name.toLowerCase() === 'content-encoding');
  const asText = body.decoded !== null && (!isEncoded || body.base64 === null);
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    if (OWN.has(lower) || (asText && lower === 'content-encoding')) continue;
    parts.push(`--header ${shell(`${name}: ${value}`)}`);
  }
  if (headers.some(({ name }) => name.toLowerCase() === 'accept-encoding')) parts.push('--compressed');
  let before = '';
  if (body.keptBytes > 0) {
    if (asText) parts.push(`--data-binary ${shell(body.decoded ?? '')}`);
    else if (body.base64 !== null) {
      before = `printf %s ${shell(body.base64)} | base64 -d | `;
      parts.push('--data-binary @-');
    }
  }
  parts.push(shell(`${scheme}://${authority}${target.startsWith('/') ? target : `/${target}`}`));
  return before + parts.join(' \\\n  ');
}
