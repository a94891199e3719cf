// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Hostile traffic comes the way that all traffic does: over the wire, through the capture proxy, into the warehouse.
import type { Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visit } from './browser';
import { ask, complainOfScripts, type Exchange, expectOnlyText, HOSTILE, HTML, JSON_BODY, serve, SVG } from './strangers';

const visit = Visit.begin();

/** What is asked, and what is answered. */
const TRAFFIC: Exchange[] = [
  { name: 'json', request: { media: 'application/json', body: JSON_BODY }, response: { media: 'application/json', body: JSON_BODY } },
  { name: 'html', request: { media: 'text/plain', body: HOSTILE }, response: { media: 'text/html', body: HTML } },
  { name: 'svg', request: { media: 'image/svg+xml', body: SVG }, response: { media: 'image/svg+xml', body: SVG } },
  {
    name: 'form',
    request: { media: 'application/x-www-form-urlencoded', body: `a=${encodeURIComponent(HOSTILE)}&${encodeURIComponent(HOSTILE)}=b` },
    response: { media: 'application/xml', body: `<?xml version="1.0"?><x xmlns:s="http://www.w3.org/1999/xhtml"><s:script>window.ran=1</s:script><![CDATA[${HOSTILE}]]></x>` },
  },
  { name: 'headers', request: { media: HOSTILE, body: HOSTILE, headers: { Cookie: `a=${HOSTILE}` } }, response: { media: HOSTILE, body: HOSTILE, headers: { Location: `javascript:window.ran=1//${HOSTILE}` } } },
  { name: 'zipped', request: { media: 'text/html', body: HTML }, response: { media: 'text/html', body: HTML, headers: { 'Content-Encoding': 'gzip' } } },
];

let application: Server;

beforeAll(async () => {
  application = await serve(TRAFFIC);
  await complainOfScripts(visit.page);
});

afterAll(() => application?.close());

const ALL = '/traffic?range=all&f=SERVICE%3Dstrangers';

describe('hostile traffic through the capture proxy', () => {
  it('is recorded, every byte of it', async () => {
    for (const exchange of TRAFFIC) expect(await ask(exchange), exchange.name).toContain('200 OK');

    await expect
      .poll(async () => {
        const query = 'query ($filter: String) { pairs(filter: $filter) { totalCount } }';
        const filter = `service = strangers AND path MATCHES "/(${TRAFFIC.map(({ name }) => name).join('|')})$"`;
        const answer = await visit.page.request.post('/graphql', { data: { query, variables: { filter } } });
        return ((await answer.json()) as { data: { pairs: { totalCount: number } } }).data.pairs.totalCount;
      })
      .toBe(TRAFFIC.length);
  });

  it.each(['/traffic?range=all&f=SERVICE%3Dstrangers', '/services?range=all', '/map?range=all'])('is text on %s', async (path) => {
    const page = await visit.to(path);

    await expect.poll(() => page.getByText('strange').count()).toBeGreaterThan(0);
    if (path.startsWith('/traffic')) await expectOnlyText(page);
  });

  it.each(TRAFFIC.map(({ name }) => name))('is text in the pair of %s, however its bodies are looked at', async (name) => {
    const page = await visit.to(`${ALL}&q=${encodeURIComponent(`path CONTAINS "/${name}"`)}`);
    await page.locator('.pairs .rows [role=row]').first().click();
    await page.getByRole('region', { name: 'Pair', exact: true }).waitFor();
    await expectOnlyText(page);
    const reveal = page.getByRole('button', { name: /^Credentials/ });
    if ((await reveal.getAttribute('aria-pressed')) === 'false') await reveal.click();

    for (const part of ['Request', 'Response'] as const) {
      await page.getByRole('tab', { name: new RegExp(`^${part}`) }).click();
      const view = page.getByRole('region', { name: `${part.toLowerCase()} body`, exact: true });
      const modes = view.getByRole('group').getByRole('button');
      await modes.first().waitFor();
      for (const mode of await modes.all()) {
        await mode.click();
        await visit.settle();
        await expectOnlyText(page);
      }
    }
  });
});
