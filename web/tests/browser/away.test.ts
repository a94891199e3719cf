// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Parts of the stack die under the page; their supervisor starts them again.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

interface Part {
  name: string;
  state: string;
  pid: number;
}

function part(name: string): Part {
  const { parts } = JSON.parse(readFileSync(process.env.REPRISE_STACK!, 'utf8')) as { parts: Part[] };
  return parts.find((one) => one.name === name)!;
}

/** Ends a part, and again when it is back too early, until the page shows what it should; then waits until it is back. */
async function without(name: string, sees: () => Promise<void>): Promise<void> {
  let killed = 0;
  const keepAway = setInterval(() => {
    const { state, pid } = part(name);
    if (state !== 'ready' || pid === killed) return;
    killed = pid;
    process.kill(pid, 'SIGKILL');
  }, 50);
  try {
    await expect.poll(() => killed).toBeGreaterThan(0);
    await sees();
  } finally {
    clearInterval(keepAway);
  }
  const isBack = () => {
    const { state, pid } = part(name);
    return state === 'ready' && pid !== killed;
  };
  await expect.poll(isBack, { timeout: 60_000 }).toBe(true);
}

describe('while a part of the stack is away', () => {
  it.each([
    { name: 'snapshot', path: '/snapshots', list: 'Snapshots' },
    { name: 'orchestrator', path: '/replays', list: 'Replays' },
  ])('says that $name-service is, shows the rest, and recovers', async ({ name, path, list }) => {
    const { page } = visit;
    visit.expectComplaints(/./);

    await without(name, async () => {
      await page.goto(path);
      const trouble = page.getByRole('alert');
      await trouble.waitFor();
      expect(await trouble.textContent()).toContain(`${name}-service does not answer`);
      await visit.to('/traffic');
      await page.locator('.pairs .rows [role=row]').first().waitFor();
    });

    await page.goto(path);
    const again = page.getByRole('button', { name: 'Try again' });
    const table = page.getByRole('table', { name: list });
    await again.or(table).first().waitFor();
    if (await again.isVisible()) await again.click();
    await table.waitFor();
  });

  it('keeps what it shows while query-service is, says so, and recovers', async () => {
    const { page } = visit;
    visit.expectComplaints(/./);
    await visit.to('/replays');
    const table = page.getByRole('table', { name: 'Replays' });
    await table.waitFor();

    await without('query', async () => {
      await page.getByRole('link', { name: 'Snapshots' }).click();
      await page.getByRole('alert').filter({ hasText: 'query-service does not answer' }).waitFor();
      await page.getByRole('link', { name: 'Replays' }).click();
      expect(await table.getByRole('row').count()).toBeGreaterThan(1);
    });

    await page.getByRole('link', { name: 'Snapshots' }).click();
    await page.getByRole('table', { name: 'Snapshots' }).waitFor();
  });
});
