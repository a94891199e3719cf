// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// How to replay a snapshot, in the words of `reprise snapshot show`.
import type { Snapshot } from './SnapshotPage';

const on = (snapshot: Snapshot, direction: 'IN' | 'OUT') =>
  snapshot.slices.filter((slice) => slice.enabled && slice.direction === direction);

export function commandsOf(snapshot: Snapshot): string {
  const { name } = snapshot;
  const mocked = on(snapshot, 'OUT').map(({ host }) => host).join(', ') || 'nothing: no outbound slice is on';
  return [
    `# Start your application under Reprise; mocked: ${mocked}`,
    `./reprise replay ${name} --app-port PORT -- YOUR COMMAND`,
    '',
    '# It already runs, with its real dependencies',
    `./reprise replay ${name} --target http://127.0.0.1:PORT --no-mocks`,
    '',
    '# Only the mocks, for development',
    `./reprise mock ${name} -- YOUR COMMAND`,
  ].join('\n');
}

export function ciOf({ name }: Snapshot): string {
  return [
    './reprise up',
    `./reprise replay ${name} --app-port PORT \\`,
    '  --report-json report.json --report-html report.html \\',
    '  -- YOUR COMMAND',
    '# exits with 0 only when every goal held, with 1 when one did not',
  ].join('\n');
}

export function manifestOf(snapshot: Snapshot): string {
  const { name, version, services } = snapshot;
  const keys = (direction: 'IN' | 'OUT') => on(snapshot, direction).map(({ key }) => `        - ${key}`);
  const mocks = keys('OUT');
  return [
    'apiVersion: reprise.dev/v1',
    'kind: TrafficReplay',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  snapshot:',
    `    name: ${name}`,
    `    version: ${version}`,
    '  mode: full',
    '  workloads:',
    '    - ref:',
    '        kind: Deployment',
    `        name: ${services[0] ?? name}`,
    '      test:',
    ...keys('IN'),
    ...(mocks.length > 0 ? ['      mock:', ...mocks] : []),
  ].join('\n');
}
