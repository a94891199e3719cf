// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launch } from './launch';

export type Theme = 'light' | 'dark';

/** The rules of axe that judge colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** The screens of the tests are as large as those of the screenshots. */
export const SCREEN = { width: 1440, height: 900 };

/** The page of the stack under test, signed in; what went wrong in it fails the test. */
export class Visit {
  page!: Page;
  private browser!: Browser;
  private problems: string[] = [];
  private expected: RegExp | null = null;

  /** Opens a browser before the tests of a file and closes it after them. */
  static begin(): Visit {
    const visit = new Visit();
    beforeAll(() => visit.open());
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await visit.keepPicture(task.name);
      const { expected } = visit;
      visit.expected = null;
      const problems = visit.problems.splice(0).filter((problem) => !expected?.test(problem));
      expect(problems, 'what the page complained of').toEqual([]);
    });
    afterAll(() => visit.browser?.close());
    return visit;
  }

  private async open(): Promise<void> {
    const { origin } = new URL(inject('landed'));
    this.browser = await launch();
    const context = await this.browser.newContext({ viewport: SCREEN, baseURL: origin, colorScheme: 'light', reducedMotion: 'reduce' });
    await context.addCookies(inject('cookies'));
    context.setDefaultTimeout(30_000);
    this.page = await context.newPage();
    this.page.on('pageerror', (problem) => this.problems.push(String(problem)));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    this.page.on('dialog', (dialog) => {
      this.problems.push(`opened a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    this.page.on('requestfailed', (request) => {
      if (new URL(request.url()).origin !== origin) this.problems.push(`asked another host: ${request.url()}`);
    });
  }

  /** Goes to a view and waits until it has what it asked for. */
  async to(path: string): Promise<Page> {
    await this.page.goto(path);
    await this.settle();
    return this.page;
  }

  /** What the page may complain of until the end of this test. */
  expectComplaints(of: RegExp): void {
    this.expected = of;
  }

  async settle(): Promise<void> {
    await this.page.locator('#main').waitFor();
    await expect.poll(() => this.page.getByRole('status', { name: 'Loading' }).count()).toBe(0);
  }

  /** The address of the snapshot that the demo cut. */
  async aSnapshot(): Promise<string> {
    const answer = await this.page.request.post('/graphql', { data: { query: '{ snapshots { name } }' } });
    const { data } = (await answer.json()) as { data: { snapshots: { name: string }[] } };
    return `/snapshots/${data.snapshots.find(({ name }) => /^demo-\w+$/.test(name))!.name}`;
  }

  async use(theme: Theme): Promise<void> {
    await this.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect.poll(() => this.page.locator('html').getAttribute('data-theme')).toBe(theme);
  }

  /** Every serious or critical finding of axe on what is shown now. */
  private async findings(options: RunOptions): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate((chosen) => (window as unknown as { axe: typeof axe }).axe.run(chosen), options);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
  }

  /** Fails on a serious or critical finding in either theme; themes differ by nothing but colours. */
  async expectAccessible(): Promise<void> {
    await this.use('light');
    expect(await this.findings({ resultTypes: ['violations'] }), `light: ${this.page.url()}`).toEqual([]);
    await this.use('dark');
    expect(await this.findings({ resultTypes: ['violations'], runOnly: COLOURS }), `dark: ${this.page.url()}`).toEqual([]);
    await this.use('light');
  }

  private async keepPicture(name: string): Promise<void> {
    const folder = process.env.REPRISE_PICTURES ?? 'target/browser';
    mkdirSync(folder, { recursive: true });
    await this.page?.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}.png`) });
  }
}
