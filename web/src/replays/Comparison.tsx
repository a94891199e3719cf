// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useMemo, useState } from 'react';
import { useAsk } from '../api/useAsk';
import { ReplaysDocument, ReportDocument } from '../generated/graphql';
import { count, duration, moment, percent } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Bones, State, Trouble } from '../ui/kit';
import { type Beside, beside } from './beside';
import type { Report } from './report';

const change = (value: number, text: string, isWorse: boolean) =>
  value === 0 ? <span className="faint">same</span> : <span className={isWorse ? 'bad' : 'good'}>{`${value > 0 ? '+' : '−'}${text}`}</span>;

const COLUMNS: Column<Beside>[] = [
  { key: 'endpoint', name: 'Endpoint', value: ({ endpoint }) => endpoint, show: ({ endpoint }) => <code>{endpoint}</code>, wide: true },
  { key: 'requests', name: 'Requests', value: ({ requests }) => requests.here, show: ({ requests: { here, there } }) => (here === there ? count(here) : `${count(here)}, there ${count(there)}`), numeric: true },
  { key: 'success', name: 'Success', value: ({ success }) => success.here, show: ({ success: { here } }) => percent(here / 100), numeric: true },
  { key: 'successChange', name: 'Change', value: ({ success: { here, there } }) => here - there, show: ({ success: { here, there } }) => change(here - there, percent(Math.abs(here - there) / 100), here < there), numeric: true },
  { key: 'p95', name: 'p95', value: ({ p95 }) => p95.here, show: ({ p95: { here } }) => duration(here), numeric: true },
  { key: 'p95Change', name: 'Change', value: ({ p95: { here, there } }) => here - there, show: ({ p95: { here, there } }) => change(here - there, duration(Math.abs(here - there)), here > there), numeric: true },
];

/** A report beside that of another replay of the same snapshot. */
export function Comparison({ report, replayId }: { report: Report; replayId: string }) {
  const { snapshot } = report.provenance;
  const [other, setOther] = useState('');
  const all = useAsk(ReplaysDocument, { snapshot });
  const others = all.data?.replays.filter(({ id, phase }) => id !== replayId && (phase === 'PASSED' || phase === 'FAILED')) ?? [];
  const answer = useAsk(ReportDocument, { id: other }, { when: other !== '', keep: false });
  const rows = useMemo(() => (answer.data?.report ? beside(report, JSON.parse(answer.data.report) as Report) : null), [report, answer.data]);
  return (
    <section className="card">
      <header>
        <h2>Beside another replay</h2>
        <label className="push">
          <span className="visually-hidden">Another replay of {snapshot}</span>
          <select className="input" value={other} disabled={others.length === 0} onChange={(event) => setOther(event.target.value)}>
            <option value="">{others.length === 0 ? 'there is no other of this snapshot' : 'choose one'}</option>
            {others.map(({ id, created, phase, buildTag, snapshotVersion }) => (
              <option key={id} value={id}>
                {[moment(new Date(created)), phase.toLowerCase(), `version ${snapshotVersion}`, buildTag].filter(Boolean).join(', ')}
              </option>
            ))}
          </select>
        </label>
      </header>
      {answer.error && <Trouble failure={answer.error} again={() => void answer.refetch()} />}
      {other !== '' && answer.isPending && <Bones rows={4} />}
      {rows && rows.length > 0 && <DataTable label="Comparison" rows={rows} columns={COLUMNS} sortedBy="requests" keyOf={({ endpoint }) => endpoint} />}
      {rows?.length === 0 && <State title="They have no endpoint in common" />}
    </section>
  );
}
