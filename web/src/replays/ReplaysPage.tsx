// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import '../services/services.css';
import { useLocation } from 'wouter';
import { useAsk } from '../api/useAsk';
import { type ReplayPhase, type ReplayRowFragment, ReplaysDocument } from '../generated/graphql';
import { count, counted } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Bones, Command, LinkButton, State, Tag, Time, Trouble } from '../ui/kit';

const NAMES: Record<ReplayPhase, { name: string; tone: 'good' | 'bad' | 'warn' | 'note' | 'plain' }> = {
  PENDING: { name: 'waiting', tone: 'plain' },
  PREPARING: { name: 'preparing', tone: 'note' },
  WAITING_FOR_SUT: { name: 'waiting for the application', tone: 'note' },
  RUNNING: { name: 'running', tone: 'note' },
  REPORTING: { name: 'reporting', tone: 'note' },
  PASSED: { name: 'passed', tone: 'good' },
  FAILED: { name: 'failed', tone: 'bad' },
  CANCELLED: { name: 'cancelled', tone: 'plain' },
  ERROR: { name: 'could not run', tone: 'warn' },
};

export function PhaseTag({ phase }: { phase: ReplayPhase }) {
  return <Tag tone={NAMES[phase].tone}>{NAMES[phase].name}</Tag>;
}

const COLUMNS: Column<ReplayRowFragment>[] = [
  { key: 'created', name: 'Started', value: ({ created }) => created, show: ({ created }) => <Time at={created} show="moment" /> },
  { key: 'phase', name: 'Outcome', value: ({ phase }) => phase, show: ({ phase }) => <PhaseTag phase={phase} /> },
  { key: 'snapshot', name: 'Snapshot', value: ({ snapshot }) => snapshot, show: ({ snapshot, snapshotVersion }) => <>{snapshot} <span className="faint">version {snapshotVersion}</span></> },
  { key: 'message', name: 'Message', value: ({ message }) => message, show: ({ message }) => <span className="dim">{message}</span>, wide: true },
  { key: 'build', name: 'Build', value: ({ buildTag }) => buildTag, show: ({ buildTag }) => buildTag },
  { key: 'mode', name: 'Mode', value: ({ mode }) => mode, show: ({ mode }) => mode },
  { key: 'requests', name: 'Requests', value: ({ done }) => done, show: ({ done, planned }) => `${count(done)} of ${count(Math.max(planned, done))}`, numeric: true },
  { key: 'failed', name: 'Failed', value: ({ failed }) => failed, show: ({ failed }) => <span className={failed > 0 ? 'bad' : 'faint'}>{count(failed)}</span>, numeric: true },
  { key: 'misses', name: 'Mock misses', value: ({ mockMisses }) => mockMisses, show: ({ mockMisses, mockMatches }) => <span className={mockMisses > 0 ? 'bad' : 'faint'}>{count(mockMisses)} of {count(mockMisses + mockMatches)}</span>, numeric: true },
];

/** Every replay, the newest first. */
export function ReplaysPage() {
  const [, navigate] = useLocation();
  const answer = useAsk(ReplaysDocument, { snapshot: '' }, { every: 3_000 });
  const rows = answer.data?.replays ?? [];
  return (
    <div className="page">
      <div className="bar">
        <h1>Replays</h1>
        {answer.data && <span className="faint">{rows.length >= 1_000 ? 'the newest 1,000' : `${count(rows.length)} of ${counted(rows.length, 'replay')}`}</span>}
      </div>
      <div className="body stacked">
        {answer.error && !answer.data && <Trouble failure={answer.error} again={() => void answer.refetch()} />}
        {answer.isPending && <Bones rows={8} />}
        {answer.data && rows.length === 0 && (
          <State title="Nothing was replayed yet" actions={<LinkButton to="/snapshots">Look at the snapshots</LinkButton>}>
            <p>A replay sends the requests of a snapshot to your application and mocks what it depends on.</p>
            <Command>./reprise replay SNAPSHOT --app-port 8080 -- java -jar shop.jar</Command>
          </State>
        )}
        {rows.length > 0 && (
          <section className="card">
            <DataTable label="Replays" rows={rows} columns={COLUMNS} keyOf={({ id }) => id} onOpen={({ id }) => navigate(`/replays/${encodeURIComponent(id)}`)} />
          </section>
        )}
      </div>
    </div>
  );
}
