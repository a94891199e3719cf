// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Builds the page into target/page for Maven, and does nothing where nothing has changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INSTALLED = 'node_modules/.installed';
const BUILT = 'target/page.sha256';
const MADE_FROM = [
  'package.json', 'package-lock.json', 'index.html', 'vite.config.ts', 'tsconfig.json', 'codegen.mjs', 'schema.graphql',
  'public', 'src', 'tests',
];

function files(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).sort().flatMap((name) => files(join(path, name)));
  } catch (notAFolder) {
    return [path];
  }
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths.flatMap(files)) {
    if (path.startsWith(join('src', 'generated'))) continue;
    sum.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return sum.digest('hex');
}

function isAt(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { stdio: 'inherit' });
  if (error?.code === 'ENOENT') {
    console.error('The web page needs npm: install Node.js 20.19 or newer with npm.');
    process.exit(1);
  }
  if (status !== 0) process.exit(status ?? 1);
}

const locked = hash(['package-lock.json']);
if (!isAt(INSTALLED, locked)) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(INSTALLED, locked);
}
const wanted = hash(MADE_FROM);
if (!isAt(BUILT, wanted) || !existsSync('target/page/index.html')) {
  rmSync(BUILT, { force: true });
  npm('run', '--silent', 'build');
  mkdirSync('target', { recursive: true });
  writeFileSync(BUILT, wanted);
}
