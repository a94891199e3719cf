// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// An installation in which nothing was recorded yet: every page says what to do first.
import { describe, expect, inject, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

describe('an empty install', () => {
  it('lets in who comes with the address of reprise open, and takes the code out of it', async () => {
    expect(inject('landed')).not.toContain('code=');

    await visit.to('/');
    await visit.page.getByRole('link', { name: 'Traffic' }).waitFor();
  });

  it.each([
    { path: '/traffic', says: 'Nothing is recorded yet', command: './reprise record' },
    { path: '/services', says: 'No service was recorded', command: './reprise record' },
    { path: '/map', says: 'Nobody called anybody', command: './reprise record' },
    { path: '/snapshots', says: 'There is no snapshot yet', command: './reprise snapshot create' },
    { path: '/replays', says: 'Nothing was replayed yet', command: './reprise replay' },
  ])('says on $path what to do first', async ({ path, says, command }) => {
    const page = await visit.to(path);

    await page.getByRole('heading', { name: says }).waitFor();
    expect(await page.locator('.command code').first().textContent()).toContain(command);
    await visit.expectAccessible();
  });

  it('says of a page that is not there that it is not, and leads back', async () => {
    const page = await visit.to('/traffic');
    await page.evaluate(() => {
      history.pushState(null, '', '/traffic/nowhere');
    });

    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'Go to the traffic' }).click();
    await page.getByRole('heading', { name: 'Nothing is recorded yet' }).waitFor();
  });

  it('shows strangers how to be let in, and nothing else', async () => {
    const page = await visit.page.context().browser()!.newPage();
    await page.goto(new URL('/traffic', inject('landed')).href);

    await page.getByRole('heading', { name: 'This page needs a session' }).waitFor();
    expect(await page.locator('.command code').textContent()).toBe('./reprise open');
    await page.close();
  });
});
