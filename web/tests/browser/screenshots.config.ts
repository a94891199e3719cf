// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { defineConfig, mergeConfig } from 'vitest/config';
import tests from './vitest.config.ts';

/** Run by `./reprise screenshots`, on the demo's traffic. */
export default mergeConfig({ ...tests, test: { ...tests.test, include: [] } }, defineConfig({ test: { include: ['screenshots.ts'] } }));
