// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Everything that can be done with a mouse can be done without one, and one sees where one is.
import { describe, expect, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

/** Presses Tab until an element of this role and name has the focus. */
async function tabTo(role: string, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await visit.page.keyboard.press('Tab');
    const focused = await visit.page.evaluate(() => {
      const element = document.activeElement;
      return { role: element?.getAttribute('role') ?? element?.tagName.toLowerCase() ?? '', name: element?.getAttribute('aria-label') ?? element?.textContent ?? '' };
    });
    if (focused.role === role && name.test(focused.name)) return;
  }
  throw new Error(`Tab leads to no ${role} named ${name} within 120 presses`);
}

/** Of every place that Tab leads to, those where nothing shows that one is there. */
async function unseenStops(): Promise<string[]> {
  const unseen: string[] = [];
  const seen = new Set<string>();
  for (let presses = 0; presses < 60; presses++) {
    await visit.page.keyboard.press('Tab');
    const stop = await visit.page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const marked = [element, ...(element.closest('.filter') ? [element.closest('.filter')!] : [])].some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      });
      return { what: element.outerHTML.slice(0, 160), marked };
    });
    if (stop === null || seen.has(stop.what)) continue;
    seen.add(stop.what);
    if (!stop.marked) unseen.push(stop.what);
  }
  expect(seen.size).toBeGreaterThan(5);
  return unseen;
}

describe('with the keyboard alone', () => {
  it.each(['/traffic', '/services', '/map', '/snapshots', 'a snapshot', '/replays'])('shows on %s where the focus is', async (path) => {
    await visit.to(path === 'a snapshot' ? await visit.aSnapshot() : path);

    expect(await unseenStops()).toEqual([]);
  });

  it('filters, reads pairs, and goes back to the list', async () => {
    const { page } = await visit.to('/traffic').then(() => visit);
    await page.locator('.pairs .rows [role=row]').first().waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('method = POST');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=method/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('INPUT');
    await expect.poll(async () => new Set(await page.locator('.pairs .rows .c-method').allTextContents())).toEqual(new Set(['POST']));
    await page.keyboard.press('j');
    await page.getByRole('region', { name: 'Pair', exact: true }).waitFor();
    const first = page.url();
    await page.keyboard.press('j');
    await expect.poll(() => page.url()).not.toBe(first);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('region', { name: 'Pair', exact: true }).count()).toBe(0);
  });

  it('goes to every page, and opens what is listed there', async () => {
    const { page } = visit;
    await visit.to('/traffic');
    for (const [keys, path] of [['g s', 'services'], ['g m', 'map'], ['g n', 'snapshots'], ['g r', 'replays']] as const) {
      for (const key of keys.split(' ')) await page.keyboard.press(key);
      await page.waitForURL(new RegExp(`/${path}$`));
    }
    await page.getByRole('table', { name: 'Replays' }).waitFor();

    await tabTo('tr', /failed/);
    await page.keyboard.press('Enter');

    await page.getByRole('region', { name: 'Verdict' }).waitFor();
  });

  it('cuts a snapshot', async () => {
    const { page } = visit;
    await visit.to('/traffic?f=METHOD%3DPUT');
    await expect.poll(() => page.getByRole('button', { name: 'Snapshot', exact: true }).isEnabled()).toBe(true);

    await tabTo('button', /^Snapshot$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('by-keyboard');
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/snapshots\/by-keyboard/);
  });

  it('shows the mistake in a filter under its place, and does not ask with it', async () => {
    const { page } = visit;
    await visit.to('/traffic');
    const wrong = 'method = GET AND statsu = 500';

    await page.keyboard.press('/');
    await page.keyboard.type(wrong);
    await page.keyboard.press('Enter');

    const box = page.getByRole('combobox', { name: 'Filter' });
    await expect.poll(() => box.getAttribute('aria-invalid')).toBe('true');
    const [excerpt = '', caret = ''] = ((await page.locator('.mistake pre').textContent()) ?? '').split('\n').slice(-2);
    expect(caret.indexOf('^')).toBe(excerpt.indexOf('statsu'));
    expect(await page.locator('.mistake').textContent()).toContain('status');
    expect(page.url()).not.toContain('q=');
    await visit.expectAccessible();
  });
});
