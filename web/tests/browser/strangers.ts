// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// What strangers may write into traffic, and how one sees that it did not run.
import { connect, createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const HOSTILE = `"'></script><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">javascript:window.ran=1`;
export const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1" width="40" height="40"><script>window.ran=1</script><rect width="40" height="40"/></svg>';
export const HTML = `<!doctype html><html><body onload="window.ran=1">${HOSTILE}</body></html>`;
export const JSON_BODY = JSON.stringify({ [HOSTILE]: HOSTILE, __proto__: { ran: HOSTILE }, constructor: HOSTILE });

/** A hostile script that runs says so on the console, which fails the test. */
export async function complainOfScripts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'ran', { set: () => console.error('hostile script ran') });
  });
}

/** Hostile text is there to be read, and is only text. */
export async function expectOnlyText(page: Page): Promise<void> {
  await expect.poll(() => page.getByText('onerror=').count()).toBeGreaterThan(0);
  const foreign = await page.evaluate(() =>
    [...document.querySelectorAll('script, img, svg, a, [onload], [onerror]')]
      .filter(
        (element) =>
          (element instanceof HTMLScriptElement && !element.src.startsWith(location.origin)) ||
          (element instanceof HTMLImageElement && !/^(blob:)?https?:\/\/127\.0\.0\.1/.test(element.src)) ||
          (element instanceof HTMLAnchorElement && element.protocol === 'javascript:') ||
          element.hasAttribute('onload') ||
          element.hasAttribute('onerror'),
      )
      .map((element) => element.outerHTML.slice(0, 200)),
  );
  expect(foreign).toEqual([]);
}

interface Message {
  media: string;
  body: string;
  /** More headers. */
  headers?: Record<string, string>;
}

/** What is asked, and what is answered. */
export interface Exchange {
  name: string;
  request: Message;
  response: Message;
}

function written(line: string, { media, body, headers = {} }: Message): Buffer {
  const content = headers['Content-Encoding'] === 'gzip' ? gzipSync(body) : Buffer.from(body);
  const all = { 'Content-Type': media, 'Content-Length': String(content.length), 'X-Stranger': HOSTILE, Connection: 'close', ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line}\r\n${head.join('')}\r\n`), content]);
}

/** An application that answers each request with what belongs to it, once it has it whole. */
export async function serve(exchanges: Exchange[]): Promise<Server> {
  const server = createServer((socket) => {
    let asked = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      asked += data.toString('latin1');
      const [head = '', ...rest] = asked.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (rest.length === 0 || rest.join('\r\n\r\n').length < length) return;
      const answer = exchanges.find(({ name }) => head.includes(`/strange/${name}?`));
      if (answer) socket.end(written('HTTP/1.1 200 OK', answer.response));
    });
  });
  await new Promise<void>((done) => server.listen(Number(process.env.REPRISE_STRANGERS_APP), '127.0.0.1', done));
  return server;
}

/** Asks through the capture proxy, with as hostile a target as a request can have. */
export async function ask({ name, request }: Exchange): Promise<string> {
  const target = `/strange/${name}?q="><script>window.ran=1</script><img/src=x/onerror="window.ran=1">`;
  const bytes = written(`POST ${target} HTTP/1.1\r\nHost: strangers.test`, request);
  return new Promise((done, fail) => {
    let answer = '';
    const socket = connect(Number(process.env.REPRISE_STRANGERS_PROXY), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', fail);
    socket.on('close', () => done(answer));
  });
}
