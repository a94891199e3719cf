// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import '../services/services.css';
import './snapshots.css';
import { useMemo, useState } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'wouter';
import { ask, Failure } from '../api/client';
import { queries, useAsk } from '../api/useAsk';
import { useMayEdit } from '../app/role';
import { DeleteSnapshotDocument, RefreshSnapshotDocument, SwitchSlicesDocument, SnapshotDocument, type SnapshotQuery, SnapshotsDocument } from '../generated/graphql';
import { NewReplay } from '../replays/NewReplay';
import { bytes, count, counted } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Icon } from '../ui/icons';
import { Bones, Button, Dialog, Lines, Tag, Time, Trouble, Way } from '../ui/kit';
import { BuildView } from './BuildView';

export type Snapshot = NonNullable<SnapshotQuery['snapshot']>;
type Slice = Snapshot['slices'][number];

const TOKENS: Column<Snapshot['tokens'][number]>[] = [
  { key: 'type', name: 'Type', value: ({ type }) => type, show: ({ type }) => <Tag tone="accent">{type}</Tag> },
  { key: 'producer', name: 'Made by', value: ({ producer }) => producer, show: ({ producer }) => <code>{producer}</code>, wide: true },
  { key: 'uses', name: 'Used at', value: ({ consumers }) => consumers.length, show: ({ consumers }) => <span title={consumers.join('\n')}>{counted(consumers.length, 'place')}</span>, numeric: true },
  { key: 'values', name: 'Values', value: ({ values }) => values, show: ({ values }) => count(values), numeric: true },
  { key: 'sure', name: 'Sure', value: ({ confidence }) => confidence, show: ({ confidence }) => <Tag tone={confidence === 'seen' ? 'good' : 'warn'}>{confidence}</Tag> },
];

/** One version of a snapshot: what it replays and mocks, what is new in each run, and how to use it. */
export function SnapshotPage() {
  const { name = '' } = useParams<{ name: string }>();
  const [params, setParams] = useSearchParams();
  const [, navigate] = useLocation();
  const mayEdit = useMayEdit();
  const wanted = Number(params.get('version') ?? 0) || 0;
  const answer = useAsk(SnapshotDocument, { name, version: wanted });
  const all = useAsk(SnapshotsDocument, {}).data?.snapshots;
  const versions = useMemo(() => all?.filter((one) => one.name === name).map(({ version }) => version).sort((a, b) => b - a) ?? [], [all, name]);
  const [build, setBuild] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [replaying, setReplaying] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const snapshot = answer.data?.snapshot ?? null;
  const attempt = async (work: () => Promise<void>) => {
    try {
      setFailure(null);
      await work();
    } catch (problem) {
      if (problem instanceof Failure) setFailure(problem);
    }
  };
  return (
    <div className="page">
      <div className="bar">
        <div className="crumbs">
          <Link href="/snapshots">Snapshots</Link>
          <Icon name="right" size={12} />
          <h1 className="cut">{name}</h1>
        </div>
        {versions.length > 0 && snapshot && (
          <label>
            <span className="visually-hidden">Version</span>
            <select className="input" value={snapshot.version} onChange={(event) => setParams({ version: event.target.value })}>
              {versions.map((version, at) => (
                <option key={version} value={version}>
                  version {version}
                  {at === 0 ? ', the newest' : ''}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="push">
          <Button icon="refresh" disabled={!mayEdit || !snapshot} title="Cut the next version from newer traffic by the same filter" onClick={() => void attempt(async () => setBuild((await ask(RefreshSnapshotDocument, { name })).refreshSnapshot))}>
            Refresh
          </Button>
          <Button kind="primary" icon="play" disabled={!mayEdit || !snapshot} title={mayEdit ? 'Send it to an application that runs' : 'Needs the role editor'} onClick={() => setReplaying(true)}>
            Replay
          </Button>
          <Button kind="danger" icon="trash" disabled={!mayEdit || !snapshot} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        </div>
      </div>
      <div className="body stacked">
        {failure && <Trouble failure={failure} />}
        {answer.error && !snapshot && <Trouble failure={answer.error} again={() => void answer.refetch()} />}
        {answer.isPending && <Bones rows={10} />}
        {snapshot && <Inside snapshot={snapshot} mayEdit={mayEdit} onSwitch={(enable, disable) => void attempt(async () => setBuild((await ask(SwitchSlicesDocument, { name, version: snapshot.version, enable, disable })).switchSlices))} />}
      </div>
      {build && (
        <Dialog title="Making a new version" onClose={() => setBuild(null)}>
          <BuildView
            id={build}
            onOver={() => setBuild(null)}
            onDone={(_, version) => {
              setBuild(null);
              setParams({ version: String(version) });
            }}
          />
        </Dialog>
      )}
      {replaying && snapshot && <NewReplay snapshot={name} version={snapshot.version} onClose={() => setReplaying(false)} />}
      {deleting && snapshot && (
        <Dialog title={`Delete ${name}, version ${snapshot.version}?`} onClose={() => setDeleting(false)}>
          <p>Its artifact goes with it; replays of it can not be repeated. Other versions stay.</p>
          <div className="ends">
            <Button onClick={() => setDeleting(false)}>Keep it</Button>
            <Button
              kind="danger"
              onClick={() =>
                void attempt(async () => {
                  setDeleting(false);
                  await ask(DeleteSnapshotDocument, { name, version: snapshot.version });
                  await queries.invalidateQueries();
                  navigate('/snapshots');
                })
              }
            >
              Delete this version
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Inside({ snapshot, mayEdit, onSwitch }: { snapshot: Snapshot; mayEdit: boolean; onSwitch: (enable: string[], disable: string[]) => void }) {
  const { instructions } = snapshot;
  const inbound = snapshot.slices.filter(({ direction }) => direction === 'IN');
  const outbound = snapshot.slices.filter(({ direction }) => direction === 'OUT');
  return (
    <>
      <dl className="figures">
        <Fact name="Inbound, replayed">{counted(snapshot.inboundPairs, 'pair')}</Fact>
        <Fact name="Outbound, mocked">{counted(snapshot.outboundPairs, 'pair')}</Fact>
        <Fact name="Size">{bytes(snapshot.sizeBytes)}</Fact>
        <Fact name="Made">
          <Time at={snapshot.created} show="moment" />
        </Fact>
      </dl>
      {snapshot.findings.map((finding) => (
        <p key={finding.message} className="finding" data-severity={finding.severity}>
          <Tag tone={finding.severity === 'blocker' ? 'bad' : finding.severity === 'warning' ? 'warn' : 'note'}>{finding.severity}</Tag>
          <span>
            {finding.message} <span className="dim">{finding.remedy}</span>
          </span>
        </p>
      ))}
      <div className="charts">
        <Slices title="Inbound slices: what is replayed" slices={inbound} mayEdit={mayEdit} onSwitch={onSwitch} />
        <Slices title="Outbound slices: what is mocked" slices={outbound} mayEdit={mayEdit} onSwitch={onSwitch} />
      </div>
      <section className="card">
        <header>
          <h2>Values that each run makes anew</h2>
          <span className="faint">{count(snapshot.tokens.length)} of {counted(snapshot.tokens.length, 'kind')}</span>
        </header>
        {snapshot.tokens.length > 0 ? (
          <DataTable label="Tokens" rows={snapshot.tokens} columns={TOKENS} sortedBy="values" keyOf={({ type, producer }) => `${type} ${producer}`} />
        ) : (
          <p className="pad faint">None were found.</p>
        )}
      </section>
      <section className="card">
        <header>
          <h2>How to replay it</h2>
        </header>
        <div className="instructions">
          <div>
            <h3>On this machine</h3>
            <Lines label="commands for this machine" text={instructions.here.map(({ does, command }) => `# ${does}\n${command}`).join('\n\n')} />
          </div>
          <div>
            <h3>In a pipeline</h3>
            <Lines label="pipeline step" text={instructions.pipeline} />
          </div>
          <div>
            <h3>In Kubernetes</h3>
            <Lines label="manifest" text={instructions.manifest} />
          </div>
        </div>
      </section>
      <section className="card">
        <header>
          <h2>What it was cut from</h2>
        </header>
        <dl className="facts pad">
          <dt>Filter</dt>
          <dd>{snapshot.filter ? <code>{snapshot.filter}</code> : 'everything'}</dd>
          <dt>Time</dt>
          <dd>
            {snapshot.from ? <Time at={snapshot.from} show="moment" /> : 'from the first'} – {snapshot.to ? <Time at={snapshot.to} show="moment" /> : 'to the last'}
          </dd>
          <dt>Services</dt>
          <dd>{snapshot.services.join(', ')}</dd>
          <dt>Digest</dt>
          <dd className="mono">{snapshot.digest}</dd>
        </dl>
      </section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Slices({ title, slices, mayEdit, onSwitch }: { title: string; slices: Slice[]; mayEdit: boolean; onSwitch: (enable: string[], disable: string[]) => void }) {
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        <span className="faint">
          {count(slices.filter(({ enabled }) => enabled).length)} of {count(slices.length)} on
        </span>
      </header>
      <ul className="slices">
        {slices.map((slice) => (
          <li key={slice.key}>
            <label title={mayEdit ? 'Makes a new version; this one stays' : 'Needs the role editor'}>
              <input type="checkbox" checked={slice.enabled} disabled={!mayEdit} onChange={(event) => (event.target.checked ? onSwitch([slice.key], []) : onSwitch([], [slice.key]))} />
              <Way direction={slice.direction} />
              <b className="cut">{slice.direction === 'IN' ? slice.service : slice.host}</b>
              <span className="dim">{slice.technology}</span>
              <span className="num">{counted(slice.pairs, 'pair')}</span>
            </label>
            <details>
              <summary>{counted(slice.endpoints.length, 'endpoint')}</summary>
              <ul>
                {slice.endpoints.map(({ endpoint, pairs, signatures }) => (
                  <li key={endpoint}>
                    <code className="cut">{endpoint}</code>
                    <span className="num">
                      {counted(pairs, 'pair')}
                      {slice.direction === 'OUT' && <span className="faint">, {counted(signatures, 'signature')}</span>}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
        {slices.length === 0 && <li className="faint">There are none.</li>}
      </ul>
    </section>
  );
}
