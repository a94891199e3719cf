// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// A replay that is started on the page, against an application led to the mocks as the page says, watched to its end.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Visit } from './browser';

const visit = Visit.begin();

const java = process.env.REPRISE_JAVA!;
const folder = mkdtempSync(join(tmpdir(), 'replay-'));
let shop: ChildProcess | null = null;

afterAll(() => {
  shop?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

async function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

/** Starts the demo's shop with the seeded faults, as the page says: through a proxy, trusting a certificate. */
async function startShop(port: number, proxy: URL, certificate: string): Promise<void> {
  const pem = join(folder, 'ca.pem');
  const store = join(folder, 'trust.p12');
  writeFileSync(pem, certificate);
  execFileSync(join(dirname(java), 'keytool'), ['-importcert', '-noprompt', '-alias', 'reprise', '-file', pem, '-keystore', store, '-storetype', 'PKCS12', '-storepass', 'changeit'], { stdio: 'ignore' });
  const proxies = ['http', 'https'].flatMap((scheme) => [`-D${scheme}.proxyHost=${proxy.hostname}`, `-D${scheme}.proxyPort=${proxy.port}`]);
  const trust = [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit'];
  shop = spawn(
    java,
    ['-XX:TieredStopAtLevel=1', '-Xmx128m', ...proxies, ...trust, '-cp', process.env.REPRISE_DEMO!, 'dev.reprise.demo.shop.ShopMain', '--port', String(port), '--regressions', 'price,dropped-field,slow'],
    { stdio: 'ignore' },
  );
  await expect.poll(() => listens(port), { timeout: 60_000 }).toBe(true);
}

describe('a replay started on the page', () => {
  it('is prepared, watched while it runs, and ends in a report that names the seeded regressions', async () => {
    const port = await freePort();
    const page = await visit.to(await visit.aSnapshot());
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByLabel('Application').fill(`http://127.0.0.1:${port}`);
    await page.getByLabel('Build, free words').fill('changed-by-the-page');
    await page.getByRole('button', { name: 'Start the replay' }).click();

    await page.waitForURL(/\/replays\/[^/]+$/);
    await page.getByRole('heading', { name: /^The mocks are ready/ }).waitFor();
    const variables = (await page.getByRole('region', { name: 'variables' }).textContent())!;
    const certificate = (await page.getByRole('region', { name: 'certificate' }).textContent())!;
    await startShop(port, new URL(/HTTPS_PROXY=(\S+)/.exec(variables)![1]!), certificate);
    await page.getByRole('button', { name: 'My application is ready' }).click();

    const running = page.locator('.running');
    await expect.poll(() => running.textContent()).toMatch(/^[1-9]\d* of 501 requests/);
    await running.and(page.locator(':has-text("mock matches")')).waitFor();
    await page.getByRole('img', { name: 'Durations of the replay over time' }).waitFor();
    await page.getByRole('img', { name: 'Requests of the replay over time' }).waitFor();
    expect(await running.count(), 'charts are shown while it runs').toBe(1);
    await visit.expectAccessible();

    await page.getByRole('heading', { name: 'Failed: a goal did not hold' }).waitFor({ timeout: 90_000 });
    const causes = page.locator('.causes > li');
    await expect.poll(() => causes.count()).toBe(3);
    const shown = (await causes.allTextContents()).join('\n');
    expect(shown).toMatch(/changed GET \/catalogue\/\{id\} body\.\$\.priceCents/);
    expect(shown).toMatch(/missing GET \/orders\/\{id\} body\.\$\.currency/);
    expect(shown).toMatch(/slow GET \/cart\/\{id\}/);
    expect(await running.count()).toBe(0);
    await visit.expectAccessible();
  });
});
