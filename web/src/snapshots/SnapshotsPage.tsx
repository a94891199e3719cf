// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import '../services/services.css';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useAsk } from '../api/useAsk';
import { SnapshotsDocument, type SnapshotRowFragment } from '../generated/graphql';
import { bytes, count, counted } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Bones, Command, LinkButton, State, Time, Trouble } from '../ui/kit';

type Row = SnapshotRowFragment & { versions: number };

const COLUMNS: Column<Row>[] = [
  { key: 'name', name: 'Name', value: ({ name }) => name, show: ({ name }) => <b>{name}</b> },
  { key: 'version', name: 'Newest version', value: ({ version }) => version, show: ({ version, versions }) => <>{version} <span className="faint">{counted(versions, 'version')} kept</span></>, numeric: true },
  { key: 'filter', name: 'Filter', value: ({ filter }) => filter, show: ({ filter }) => (filter ? <code>{filter}</code> : <span className="faint">everything</span>), wide: true },
  { key: 'inbound', name: 'Inbound', value: ({ inboundPairs }) => inboundPairs, show: ({ inboundPairs }) => counted(inboundPairs, 'pair'), numeric: true },
  { key: 'outbound', name: 'Outbound', value: ({ outboundPairs }) => outboundPairs, show: ({ outboundPairs }) => counted(outboundPairs, 'pair'), numeric: true },
  { key: 'size', name: 'Size', value: ({ sizeBytes }) => sizeBytes, show: ({ sizeBytes }) => bytes(sizeBytes), numeric: true },
  { key: 'created', name: 'Made', value: ({ created }) => created, show: ({ created }) => <Time at={created} show="moment" /> },
];

/** Every snapshot by its newest version. */
export function SnapshotsPage() {
  const [, navigate] = useLocation();
  const answer = useAsk(SnapshotsDocument, {}, { every: 10_000 });
  const rows = useMemo(() => newestOf(answer.data?.snapshots ?? []), [answer.data]);
  return (
    <div className="page">
      <div className="bar">
        <h1>Snapshots</h1>
        {answer.data && <span className="faint">{count(rows.length)} of {counted(rows.length, 'snapshot')}</span>}
        <div className="push">
          <LinkButton to="/traffic" icon="filter">
            Cut one from the traffic
          </LinkButton>
        </div>
      </div>
      <div className="body stacked">
        {answer.error && !answer.data && <Trouble failure={answer.error} again={() => void answer.refetch()} />}
        {answer.isPending && <Bones rows={8} />}
        {answer.data && rows.length === 0 && (
          <State title="There is no snapshot yet" actions={<LinkButton to="/traffic" kind="primary">Look at the traffic</LinkButton>}>
            <p>Filter the traffic down to what is worth replaying, then press Snapshot there. Or from a terminal:</p>
            <Command>{'./reprise snapshot create shop --filter \'service = "shop"\''}</Command>
          </State>
        )}
        {rows.length > 0 && (
          <section className="card">
            <DataTable label="Snapshots" rows={rows} columns={COLUMNS} sortedBy="created" keyOf={({ name }) => name} onOpen={({ name }) => navigate(`/snapshots/${encodeURIComponent(name)}`)} />
          </section>
        )}
      </div>
    </div>
  );
}

function newestOf(all: SnapshotRowFragment[]): Row[] {
  const byName = new Map<string, Row>();
  for (const snapshot of all) {
    const known = byName.get(snapshot.name);
    const versions = (known?.versions ?? 0) + 1;
    byName.set(snapshot.name, known && known.version > snapshot.version ? { ...known, versions } : { ...snapshot, versions });
  }
  return [...byName.values()];
}
