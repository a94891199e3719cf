// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Starts Debian's Chromium; there is no other way to run these tests, so that its absence is a failure. */
export async function launch(): Promise<Browser> {
  const path = process.env.REPRISE_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`There is no Chromium at ${path}: install the package chromium, or set REPRISE_CHROMIUM.`);
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
