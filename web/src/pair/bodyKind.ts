// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { type JsonNode, parseJson } from './json';

export interface HeaderLine {
  name: string;
  value: string;
}

/** How a body can be looked at; the first is how it is shown at first. */
export type Mode = 'tree' | 'form' | 'image' | 'text' | 'raw' | 'hex';

export interface BodyKind {
  media: string;
  modes: Mode[];
  language: 'json' | 'xml' | 'text';
  json: JsonNode | null;
  fields: [string, string][] | null;
}

const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/svg+xml', 'image/bmp', 'image/x-icon', 'image/vnd.microsoft.icon']);

export function headerOf(headers: readonly HeaderLine[], name: string): string | null {
  return headers.find((line) => line.name.toLowerCase() === name)?.value ?? null;
}

export function kindOf(headers: readonly HeaderLine[], text: string | null, isComplete: boolean): BodyKind {
  const media = (headerOf(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const mayBeJson = media === '' || media.endsWith('json') || media.startsWith('text/');
  const json = text !== null && isComplete && mayBeJson && /^\s*[[{"]/.test(text) ? parseJson(text) : null;
  const fields = text !== null && media === 'application/x-www-form-urlencoded' ? [...new URLSearchParams(text)] : null;
  const isXml = media.endsWith('xml') || media === 'text/html' || (text !== null && /^\s*<\?xml/.test(text));
  const modes: Mode[] = [];
  if (json) modes.push('tree');
  if (fields) modes.push('form');
  if (IMAGES.has(media)) modes.push('image');
  if (text !== null) modes.push('text', 'raw');
  modes.push('hex');
  return { media, modes, language: json || media.endsWith('json') ? 'json' : isXml ? 'xml' : 'text', json, fields };
}
