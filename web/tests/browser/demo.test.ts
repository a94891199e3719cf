// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// The demo's traffic, snapshots and replays: what a new user does with them, page by page.
import { describe, expect, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

const numberIn = (text: string | null) => Number((text ?? '').replace(/\D/g, ''));

/** "200 of 1,372 pairs": how many there are. */
async function total(): Promise<number> {
  const line = visit.page.locator('.foot-line > span').first();
  await expect.poll(() => line.textContent()).toMatch(/of [\d,]+ pairs?/);
  return numberIn((await line.textContent())!.split(' of ')[1]!);
}

async function filterBy(filter: string): Promise<void> {
  const box = visit.page.getByRole('combobox', { name: 'Filter' });
  await box.fill(filter);
  await expect.poll(() => box.getAttribute('aria-invalid')).toBe('false');
  await box.press('Enter');
  await visit.page.waitForURL(/[?&]q=/);
}

describe('from the traffic to the report', () => {
  it('shows what was recorded', async () => {
    await visit.to('/traffic');

    expect(await total()).toBeGreaterThan(600);
    expect(await visit.page.getByRole('row').count()).toBeGreaterThan(20);
    await visit.expectAccessible();
  });

  it('filters', async () => {
    await visit.to('/traffic');
    const all = await total();

    await filterBy('direction = IN AND path CONTAINS "/orders"');

    await expect.poll(total).toBeLessThan(all);
    const targets = visit.page.locator('.pairs .rows .c-target');
    await expect.poll(async () => (await targets.allTextContents()).every((target) => target.includes('/orders'))).toBe(true);
    expect(await targets.count()).toBeGreaterThan(0);
  });

  it('shows a pair in full, its bodies, and what it called', async () => {
    await visit.to('/traffic?f=METHOD%3DPOST&f=DIRECTION%3DIN&q=path%20CONTAINS%20%22checkout%22');
    await total();

    await visit.page.locator('.pairs .rows [role=row]').first().click();
    const panel = visit.page.getByRole('region', { name: 'Pair', exact: true });
    await panel.getByRole('tab', { name: /^Overview/ }).waitFor();
    await visit.settle();
    await visit.expectAccessible();
    for (const part of ['Request', 'Response'] as const) {
      await panel.getByRole('tab', { name: new RegExp(`^${part}`) }).click();
      await panel.getByText(/content-type/i).first().waitFor();
      await visit.expectAccessible();
    }
    expect(await visit.page.title()).toContain('POST');
  });

  it('cuts a snapshot from what is shown, and says how to replay it', async () => {
    await visit.to('/traffic?q=service%20%3D%20%22shop%22');
    await total();

    await visit.page.getByRole('button', { name: 'Snapshot', exact: true }).click();
    await visit.expectAccessible();
    await visit.page.getByLabel('Name').fill('from-the-page');
    await visit.page.getByRole('button', { name: 'Cut the snapshot' }).click();

    await visit.page.waitForURL(/\/snapshots\/from-the-page/);
    await visit.page.getByRole('heading', { name: 'How to replay it' }).waitFor();
    const commands = visit.page.getByRole('region', { name: 'commands for this machine' });
    expect(await commands.textContent()).toContain('./reprise replay from-the-page');
    expect(await visit.page.getByRole('region', { name: 'pipeline step' }).textContent()).toContain('--report-json');
    expect(await visit.page.getByRole('region', { name: 'manifest' }).textContent()).toMatch(/kind: TrafficReplay[^]*mock:[^]*payment\.shop\.test/);
    await visit.expectAccessible();
  });

  it('makes a new version when a slice is switched off, and keeps the old one', async () => {
    await visit.to('/snapshots/from-the-page');

    await visit.page.getByRole('heading', { name: /^Outbound slices/ }).waitFor();
    await visit.page.getByRole('checkbox', { name: /payment/ }).click();

    await visit.page.waitForURL(/version=\d+/);
    await expect.poll(() => visit.page.getByLabel('Version').locator('option').allTextContents()).toHaveLength(2);
    await expect.poll(() => visit.page.getByRole('checkbox', { name: /payment/ }).isChecked()).toBe(false);
  });

  it('shows the seeded regressions, and nothing else, in the report of the changed shop', async () => {
    await visit.to('/replays');
    await visit.page.getByRole('table', { name: 'Replays' }).waitFor();
    await visit.expectAccessible();

    await visit.page.getByRole('row').filter({ has: visit.page.getByText('failed', { exact: true }) }).first().click();

    await visit.page.getByRole('heading', { name: 'Failed: a goal did not hold' }).waitFor();
    const causes = visit.page.locator('.causes > li');
    const shown = (await causes.allTextContents()).join('\n');
    expect(await causes.count()).toBe(3);
    expect(shown).toMatch(/changed GET \/catalogue\/\{id\} body\.\$\.priceCents/);
    expect(shown).toMatch(/missing GET \/orders\/\{id\} body\.\$\.currency/);
    expect(shown).toMatch(/slow GET \/cart\/\{id\}/);
    await visit.page.getByRole('img', { name: 'Durations of the replay over time' }).waitFor();
    await visit.page.getByLabel(/^Another replay/).selectOption({ index: 1 });
    await visit.page.getByRole('table', { name: 'Comparison' }).waitFor();
    await visit.expectAccessible();
  });

  it('starts a replay with mocks, says how to lead an application to them, and takes it back', async () => {
    const page = await visit.to(await visit.aSnapshot());
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    const start = page.getByRole('button', { name: 'Start the replay' });
    await page.getByLabel('Application').fill('127.0.0.1:8080');
    expect(await start.isDisabled()).toBe(true);

    await page.getByLabel('Application').fill('http://127.0.0.1:8080');
    await page.getByRole('button', { name: 'As fast as possible' }).click();
    await page.getByLabel('Users at the same time').fill('2');
    await visit.expectAccessible();
    await start.click();

    await page.waitForURL(/\/replays\/[^/]+$/);
    await page.getByRole('heading', { name: /^The mocks are ready/ }).waitFor();
    expect(await page.getByRole('region', { name: 'variables' }).textContent()).toMatch(/HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+/);
    await visit.expectAccessible();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('heading', { name: /^This replay was cancelled/ }).waitFor();
  });

  it('shows that the unchanged shop passed', async () => {
    await visit.to('/replays');

    await visit.page.getByRole('row').filter({ has: visit.page.getByText('passed', { exact: true }) }).first().click();

    await visit.page.getByRole('heading', { name: 'Passed: every goal held' }).waitFor();
    expect(await visit.page.locator('.causes').count()).toBe(0);
  });
});

describe('what the other pages are for', () => {
  it('keeps only the pairs of a facet', async () => {
    await visit.to('/traffic');
    const all = await total();

    await visit.page.getByRole('complementary', { name: 'Facets' }).getByRole('button', { name: /GET/ }).first().click();

    await expect.poll(total).toBeLessThan(all);
    await visit.page.getByRole('group', { name: 'Chosen values' }).getByText('GET').waitFor();
  });

  it('leads from a service to an endpoint over time, and to its pairs', async () => {
    const page = await visit.to('/services');
    await page.getByRole('table', { name: 'Endpoints' }).waitFor();
    await visit.expectAccessible();

    await page.getByRole('row').filter({ hasText: 'GET /cart/{id}' }).first().click();
    await page.getByRole('heading', { name: 'Duration' }).waitFor();
    await visit.settle();
    await visit.expectAccessible();
    await page.getByRole('table', { name: 'Newest pairs' }).getByRole('row').nth(1).click();
    await page.getByRole('region', { name: 'Pair', exact: true }).waitFor();
  });

  it('leads from a call of the map to its pairs', async () => {
    const page = await visit.to('/map');
    await page.getByRole('table', { name: 'Calls' }).waitFor();
    await visit.expectAccessible();

    await page.getByRole('table', { name: 'Calls' }).getByRole('row').filter({ hasText: 'payment' }).first().click();
    await page.waitForURL(/\/traffic\?/);
    expect(await total()).toBeGreaterThan(0);
  });

  it('lists the snapshots', async () => {
    const page = await visit.to('/snapshots');
    await page.getByRole('table', { name: 'Snapshots' }).waitFor();
    await visit.expectAccessible();

    await page.getByRole('row').filter({ hasText: 'from-the-page' }).click();
    await page.getByRole('heading', { name: 'from-the-page' }).waitFor();
  });

  it('shows the keys', async () => {
    const page = await visit.to('/traffic');

    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await visit.expectAccessible();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('asks no other host for anything and runs nothing that is not its own', async () => {
    const answer = await visit.page.request.get('/traffic');
    const policy = answer.headers()['content-security-policy'] ?? '';

    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
  });
});
