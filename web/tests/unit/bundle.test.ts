// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// What a browser loads before it shows the traffic; run after the page was built.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const PAGE = join(import.meta.dirname, '..', '..', 'target', 'page');
const MOST_BYTES = 350 * 1024;

/** A file of the page and all that it names to be loaded with it; not what it loads when it is needed. */
function withNamed(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  if (/\.(html|js|css)$/.test(path)) {
    const text = readFileSync(join(PAGE, path), 'utf8');
    const named = path.endsWith('.html')
      ? text.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)
      : path.endsWith('.js')
        ? text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)
        : text.matchAll(/url\(\/(assets\/[^)]*(?:inter|jetbrains-mono)-latin-wght-normal[^)]*)\)/g);
    for (const [, name = ''] of named) withNamed(name.startsWith('assets/') ? name : `assets/${name}`, seen);
  }
  return seen;
}

const sent = (path: string) => {
  const bytes = readFileSync(join(PAGE, path));
  return path.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length;
};

describe('the first page', () => {
  it('is at most 350 KB, compressed, fonts and all', () => {
    const files = [...withNamed('index.html')];

    expect(files.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(0);
    expect(files.filter((path) => path.endsWith('.css')).length).toBeGreaterThan(0);
    expect(files.filter((path) => path.endsWith('.woff2')).length).toBe(2);
    const all = files.map((path) => [path, sent(path)] as const);
    expect(all.reduce((sum, [, bytes]) => sum + bytes, 0), JSON.stringify(all)).toBeLessThanOrEqual(MOST_BYTES);
  });
});
