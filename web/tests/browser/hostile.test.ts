// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Recorded traffic is written by strangers: whatever it holds is shown as text and never runs.
import { beforeAll, describe, expect, it } from 'vitest';
import { Visit } from './browser';
import { complainOfScripts, expectOnlyText, HOSTILE, HTML, JSON_BODY, SVG } from './strangers';

const visit = Visit.begin();

/** What the page needs unchanged to ask on: keys, enums, times, numbers. */
const KEPT_KEYS = new Set(['id', 'endCursor', 'base64', 'role', 'verdict', 'pair', 'severity', 'confidence']);
const KEPT_VALUE = /^([A-Z_]+|\d{4}-\d\d-\d\dT.*|[\d.:]*)$/;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The same answer with hostile text in every string of it. */
function tainted(value: Json, key = ''): Json {
  if (typeof value === 'string') {
    if (key === 'report') return JSON.stringify(tainted(JSON.parse(value) as Json));
    return KEPT_KEYS.has(key) || KEPT_VALUE.test(value) ? value : value + HOSTILE;
  }
  if (Array.isArray(value)) return value.map((one) => tainted(one, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, tainted(one, name)]));
}

/** What the response of every pair is made of while not null. */
let body: { media: string; text: string } | null = null;

beforeAll(async () => {
  await complainOfScripts(visit.page);
  await visit.page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    const json = tainted((await answer.json()) as Json) as { data?: { pair?: { response?: { headers: Json; body: { [key: string]: Json } } } } };
    const response = json.data?.pair?.response;
    if (response && body) {
      response.headers = [{ name: 'Content-Type', value: body.media }, { name: `X-${HOSTILE}`, value: HOSTILE }];
      Object.assign(response.body, { wireBytes: body.text.length, decoded: body.text, decodedComplete: true, base64: Buffer.from(body.text).toString('base64') });
    }
    await route.fulfill({ response: answer, json });
  });
});

async function firstPair(): Promise<void> {
  await visit.to('/traffic?f=METHOD%3DGET&f=DIRECTION%3DIN');
  await visit.page.locator('.pairs .rows [role=row]').first().click();
  await visit.page.getByRole('tab', { name: /^Response/ }).click();
}

describe('hostile text in everything that the service answers', () => {
  it.each(['/traffic', '/services', '/map', '/snapshots', 'a snapshot', '/replays'])('is text on %s', async (path) => {
    await visit.to(path === 'a snapshot' ? await visit.aSnapshot() : path);

    await expectOnlyText(visit.page);
  });

  it('is text in a report', async () => {
    await visit.to('/replays');
    await visit.page.getByRole('row').filter({ has: visit.page.getByText('failed', { exact: true }) }).first().click();
    await visit.page.getByRole('region', { name: 'Verdict' }).waitFor();

    await expectOnlyText(visit.page);
  });

  it.each([
    { media: 'application/json', text: JSON_BODY, first: 'Tree' },
    { media: 'text/html', text: HTML, first: 'Text' },
    { media: 'image/svg+xml', text: SVG, first: 'Image' },
    { media: 'application/x-www-form-urlencoded', text: `a=${encodeURIComponent(HOSTILE)}`, first: 'Form' },
  ])('does not run in a body of $media, however that is looked at', async ({ media, text, first }) => {
    body = { media, text };
    await firstPair();
    const view = visit.page.getByRole('region', { name: 'response body', exact: true });

    const modes = view.getByRole('group', { name: 'Show the response body as' }).getByRole('button');
    expect(await modes.first().textContent()).toBe(first);
    for (const mode of await modes.all()) {
      await mode.click();
      await visit.settle();
      await expectOnlyText(visit.page);
    }
  });

  it('would be stopped by the policy even if it became part of the page', async () => {
    await visit.to('/replays');
    visit.expectComplaints(/This document requires 'Trusted/);

    const outcomes = await visit.page.evaluate(() => {
      const attempts = {
        handler: () => document.createElement('img').setAttribute('onerror', 'window.ran=1'),
        markup: () => (document.body.innerHTML = '<img src=x onerror="window.ran=1">'),
        inline: () => (document.createElement('script').textContent = 'window.ran=1'),
        frame: () => (document.createElement('iframe').srcdoc = '<script>parent.ran=1</script>'),
      };
      return Object.entries(attempts).map(([name, attempt]) => {
        try {
          attempt();
          return `${name}: taken`;
        } catch (refused) {
          return `${name}: ${(refused as Error).message}`;
        }
      });
    });

    expect(outcomes).toHaveLength(4);
    for (const outcome of outcomes) expect(outcome).toMatch(/requires 'Trusted/);
  });
});
