// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// What the list of pairs does besides showing them: it follows, completes, is brushed, and tells how far a long search is.
import type { Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visit } from './browser';
import { ask, type Exchange, serve } from './strangers';

const visit = Visit.begin();

const LIVE: Exchange[] = ['one', 'two', 'three'].map((name) => ({
  name,
  request: { media: 'text/plain', body: name },
  response: { media: 'text/plain', body: name },
}));

let application: Server;

beforeAll(async () => {
  application = await serve(LIVE);
});

afterAll(() => application?.close());

const targets = () => visit.page.locator('.pairs .rows .c-target').allTextContents();

describe('the list of pairs', () => {
  it('follows what is stored, and is paused', async () => {
    const page = await visit.to('/traffic?live=yes&f=SERVICE%3Dstrangers&q=path%20MATCHES%20%22%2F(one%7Ctwo%7Cthree)%24%22');
    await page.locator('.foot-line .live[data-state=live]').waitFor();

    await expect.poll(async () => (await ask(LIVE[0]!)) && (await targets()).join()).toContain('/strange/one');
    const before = (await targets()).length;
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await ask(LIVE[1]!);
    await page.getByText(/paused, [1-9]\d* pairs? waiting/).waitFor();
    expect((await targets()).join(), 'nothing moves while it is paused').not.toContain('/strange/two');
    await page.getByRole('button', { name: 'Go on', exact: true }).click();

    await expect.poll(async () => (await targets())[0]).toContain('/strange/two');
    expect((await targets()).length).toBeGreaterThan(before);
  });

  it('takes a span that is drawn in the histogram as its time', async () => {
    const page = await visit.to('/traffic?range=1h');
    const over = page.locator('.histogram .u-over');
    const box = (await over.boundingBox())!;

    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 6 });
    await page.mouse.up();

    await page.waitForURL(/from=.*to=/);
    const span = new URL(page.url()).searchParams;
    const minutes = (Date.parse(span.get('to')!) - Date.parse(span.get('from')!)) / 60_000;
    expect(minutes).toBeGreaterThan(12);
    expect(minutes).toBeLessThan(24);
  });

  it('offers fields, operators and recorded values while a filter is written', async () => {
    const page = await visit.to('/traffic?range=all');
    const box = page.getByRole('combobox', { name: 'Filter' });
    const offers = page.getByRole('listbox', { name: 'Suggestions' });
    await box.click();
    for (const [typed, offered] of [['endp', 'endpoint'], ['', '='], ['', 'GET /catalogue/{id}']] as const) {
      await page.keyboard.type(typed);
      const option = offers.getByRole('option').filter({ hasText: offered }).first();
      await option.waitFor();
      await option.click();
    }

    await expect.poll(() => box.inputValue()).toMatch(/^endpoint\s+=\s+"GET \/catalogue\/\{id\}"\s*$/);
    await visit.expectAccessible();
  });

  it('says how far a search through bodies is, and stops it', async () => {
    const page = await visit.to('/traffic?range=all');
    let asked = 0;
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query Pairs(')) return route.fallback();
      asked++;
      const search = { looked: 100, left: Math.max(100, 10_000 - 100 * asked) };
      return route.fulfill({ json: { data: { pairs: { pageInfo: { hasNextPage: true, endCursor: `after ${asked}` }, search, edges: [] } } } });
    });

    await page.getByRole('combobox', { name: 'Filter' }).fill('response_body CONTAINS "nowhere"');
    await page.getByRole('combobox', { name: 'Filter' }).press('Enter');

    const search = page.getByRole('group', { name: 'Search through bodies and headers' });
    await expect.poll(async () => Number(await search.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeGreaterThan(1);
    await search.getByRole('button', { name: 'Stop' }).click();
    await search.getByText(/^Stopped after [\d,]+ of 10,000 pairs, 0 found/).waitFor();
    const stoppedAt = asked;
    await visit.expectAccessible();
    expect(asked).toBe(stoppedAt);
    await search.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => asked).toBeGreaterThan(stoppedAt);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
