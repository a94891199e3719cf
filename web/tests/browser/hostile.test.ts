// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Recorded traffic is written by strangers: whatever it holds is shown as text and never runs.
import { beforeAll, describe, expect, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

const HOSTILE = `"'></script><script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload="window.ran=1">javascript:window.ran=1`;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1" width="40" height="40"><script>window.ran=1</script><rect width="40" height="40"/></svg>';
const HTML = `<!doctype html><html><body onload="window.ran=1">${HOSTILE}</body></html>`;
const JSON_BODY = JSON.stringify({ [HOSTILE]: HOSTILE, __proto__: { ran: HOSTILE }, constructor: HOSTILE });

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
  await visit.page.addInitScript(() => {
    Object.defineProperty(window, 'ran', { set: () => console.error('hostile script ran') });
  });
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

/** Hostile text is there to be read, and is only text. */
async function expectOnlyText(): Promise<void> {
  const { page } = visit;
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

async function firstPair(): Promise<void> {
  await visit.to('/traffic?f=METHOD%3DGET&f=DIRECTION%3DIN');
  await visit.page.locator('.pairs .rows [role=row]').first().click();
  await visit.page.getByRole('tab', { name: /^Response/ }).click();
}

describe('hostile text in everything that the service answers', () => {
  it.each(['/traffic', '/services', '/map', '/snapshots', 'a snapshot', '/replays'])('is text on %s', async (path) => {
    await visit.to(path === 'a snapshot' ? await visit.aSnapshot() : path);

    await expectOnlyText();
  });

  it('is text in a report', async () => {
    await visit.to('/replays');
    await visit.page.getByRole('row').filter({ has: visit.page.getByText('failed', { exact: true }) }).first().click();
    await visit.page.getByRole('region', { name: 'Verdict' }).waitFor();

    await expectOnlyText();
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
      await expectOnlyText();
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
