// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Visit } from './browser';

const IMAGES = join(import.meta.dirname, '..', '..', '..', 'docs', 'images');
const MOST_BYTES = 200 * 1024;

const visit = Visit.begin();

/** Every page, and how one gets to what is worth seeing of it. */
const PAGES: Record<string, () => Promise<unknown>> = {
  traffic: async () => {
    await visit.to('/traffic?range=15m');
    await visit.page.locator('.pairs .rows [role=row]').first().waitFor();
  },
  pair: async () => {
    await visit.to('/traffic?range=15m&f=METHOD%3DPOST&f=DIRECTION%3DIN&q=path%20%3D%20%22%2Fcheckout%22%20AND%20status%20%3C%20300&part=response');
    await visit.page.locator('.pairs .rows [role=row]').nth(2).click();
    await visit.page.getByRole('region', { name: 'response body', exact: true }).waitFor();
  },
  services: () => visit.to('/services?range=15m').then((page) => page.getByRole('table', { name: 'Endpoints' }).waitFor()),
  endpoint: async () => {
    const page = await visit.to('/services?range=15m');
    await page.getByRole('row').filter({ hasText: 'GET /catalogue/{id}' }).first().click();
    await page.getByRole('table', { name: 'Newest pairs' }).waitFor();
  },
  map: () => visit.to('/map?range=15m').then((page) => page.getByRole('table', { name: 'Calls' }).waitFor()),
  snapshots: () => visit.to('/snapshots').then((page) => page.getByRole('table', { name: 'Snapshots' }).waitFor()),
  snapshot: async () => {
    const page = await visit.to(await visit.aSnapshot());
    await page.getByRole('heading', { name: 'How to replay it' }).waitFor();
  },
  'new-replay': async () => {
    const page = await visit.to(await visit.aSnapshot());
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByLabel('Application').fill('http://127.0.0.1:8080');
  },
  replays: () => visit.to('/replays').then((page) => page.getByRole('table', { name: 'Replays' }).waitFor()),
  report: async () => {
    const page = await visit.to('/replays');
    await page.getByRole('row').filter({ has: page.getByText('failed', { exact: true }) }).first().click();
    await page.getByRole('heading', { name: 'What differs' }).waitFor();
  },
};

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  it.each(Object.keys(PAGES))('%s', async (name) => {
    await visit.page.emulateMedia({ colorScheme: theme });
    await PAGES[name]!();
    await visit.use(theme);
    await visit.settle();
    await visit.page.evaluate(() => document.fonts.ready);

    const devtools = await visit.page.context().newCDPSession(visit.page);
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
    const image = Buffer.from(data, 'base64');
    writeFileSync(join(IMAGES, `${name}-${theme}.webp`), image);

    expect(image.length).toBeLessThan(MOST_BYTES);
  });
});
