// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { TestProject } from 'vitest/node';
import { launch } from './launch';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the address of `reprise open` led to. */
    landed: string;
    /** The cookies that the browser got there. */
    cookies: { name: string; value: string; domain: string; path: string; expires: number; httpOnly: boolean; secure: boolean; sameSite: 'Strict' | 'Lax' | 'None' }[];
  }
}

/** Opens the address that `reprise open` printed, which works once, and hands on the session that it gave. */
export default async function signIn(project: TestProject): Promise<void> {
  const address = process.env.REPRISE_PAGE;
  if (!address) throw new Error('REPRISE_PAGE is not set: it holds what `./reprise open --print` printed (docs/web-page.md).');
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    project.provide('landed', page.url());
    project.provide('cookies', await page.context().cookies(new URL('/graphql', address).href));
  } finally {
    await browser.close();
  }
}
