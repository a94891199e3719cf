// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// The map of the demo's shop: who calls it, what it calls, and what is told of either.
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

const box = (name: string): Locator => visit.page.locator('.service-box').filter({ hasText: name });

async function middleOf(part: Locator): Promise<{ x: number; y: number; width: number }> {
  const { x, y, width, height } = (await part.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2, width };
}

async function map(): Promise<void> {
  await visit.to('/map?range=all');
  await box('payment').waitFor();
}

describe('the service map', () => {
  it('has callers on the left, the service, and dependencies on the right of it', async () => {
    await map();

    const [clients, shop, payment, inventory] = await Promise.all([box('clients'), box('shop').filter({ hasText: 'service' }), box('payment'), box('inventory')].map((part) => middleOf(part.first())));
    expect(clients!.x).toBeLessThan(shop!.x);
    expect(shop!.x).toBeLessThan(payment!.x);
    expect(shop!.x).toBeLessThan(inventory!.x);
  });

  it('tells ports, messages, encryption, latency and errors of dependencies and callers', async () => {
    await map();

    const payment = (await box('payment').textContent())!;
    expect(payment).toMatch(/^payment\.shop\.test:443/);
    expect(payment).toContain('TLS, json');
    expect(payment).toMatch(/[\d,]+ pairs · p95 [\d.]+ m?s · [\d.]+ % errors/);
    expect(await box('inventory').textContent()).toMatch(/^inventory\.shop\.test:80.*plain, /);
    expect(await box('clients').textContent()).toMatch(/[\d,]+ pairs · p95 [\d.]+ m?s · [\d.]+ % errors/);
    const ports = visit.page.getByRole('table', { name: 'Calls' }).getByRole('row').filter({ hasText: 'payment' });
    expect(await ports.first().textContent()).toContain('443');
  });

  it('can be zoomed and moved', async () => {
    await map();
    const shop = box('payment');
    const before = await middleOf(shop);

    await visit.page.getByRole('button', { name: 'Zoom In' }).click();
    await expect.poll(async () => (await middleOf(shop)).width).toBeGreaterThan(before.width);
    const zoomed = await middleOf(shop);
    const canvas = (await visit.page.locator('.canvas').boundingBox())!;
    await visit.page.mouse.move(canvas.x + 300, canvas.y + 60);
    await visit.page.mouse.down();
    await visit.page.mouse.move(canvas.x + 360, canvas.y + 100, { steps: 5 });
    await visit.page.mouse.up();

    await expect.poll(async () => Math.round((await middleOf(shop)).x - zoomed.x)).toBe(60);
  });

  it.each([
    { click: () => box('payment'), leads: /\/traffic\?.*HOST%3Dpayment/ },
    { click: () => box('shop').filter({ hasText: 'service' }).first(), leads: /\/services\?service=shop/ },
    { click: () => visit.page.locator('.react-flow__edge').filter({ hasText: 'pairs' }).first(), leads: /\/traffic\?.*SERVICE%3D/ },
  ])('leads to $leads', async ({ click, leads }) => {
    await map();

    await click().click();

    await visit.page.waitForURL(leads);
  });
});
