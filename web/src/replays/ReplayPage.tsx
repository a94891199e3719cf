// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import '../services/services.css';
import './replays.css';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { ask, Failure } from '../api/client';
import { useFollow } from '../api/subscribe';
import { useAsk } from '../api/useAsk';
import { useMayEdit } from '../app/role';
import { CancelReplayDocument, ReplayDocument, ReplayProgressDocument, type ReplayRowFragment, ReportDocument, ReportSutReadyDocument } from '../generated/graphql';
import { count, duration } from '../ui/format';
import { Icon } from '../ui/icons';
import { Bones, Button, Copy, Lines, Progress, State, Time, Trouble } from '../ui/kit';
import { OverTime } from './OverTime';
import { PhaseTag } from './ReplaysPage';
import { ReportView } from './ReportView';
import type { Report } from './report';

const OVER = new Set(['PASSED', 'FAILED', 'CANCELLED', 'ERROR']);

/** One replay: how far it is while it runs, then its report. */
export function ReplayPage() {
  const { id = '' } = useParams<{ id: string }>();
  const mayEdit = useMayEdit();
  const first = useAsk(ReplayDocument, { id });
  const [latest, setLatest] = useState<ReplayRowFragment | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const replay = latest ?? first.data?.replay ?? null;
  const isOver = replay !== null && OVER.has(replay.phase);
  useFollow(ReplayProgressDocument, { id }, replay !== null && !isOver, ({ replayProgress }) => setLatest(replayProgress));
  const hasReport = replay?.phase === 'PASSED' || replay?.phase === 'FAILED' || replay?.phase === 'ERROR';
  const attempt = (work: Promise<unknown>) => {
    setFailure(null);
    work.catch((problem: unknown) => problem instanceof Failure && setFailure(problem));
  };
  const report = useAsk(ReportDocument, { id }, { when: hasReport });
  return (
    <div className="page">
      <div className="bar">
        <div className="crumbs">
          <Link href="/replays">Replays</Link>
          <Icon name="right" size={12} />
          <h1 className="cut">{id}</h1>
        </div>
        {replay && <PhaseTag phase={replay.phase} />}
        <div className="push">
          <Copy text={() => location.href} label="Copy link to this report" small={false}>
            Copy link
          </Copy>
          {replay && !isOver && (
            <Button
              icon="stop"
              kind="danger"
              disabled={!mayEdit}
              onClick={() => attempt(ask(CancelReplayDocument, { id }))}
            >
              Cancel
            </Button>
          )}
        </div>
      </div>
      <div className="body stacked">
        {failure && <Trouble failure={failure} />}
        {first.error && !replay && <Trouble failure={first.error} again={() => void first.refetch()} />}
        {first.isPending && <Bones rows={8} />}
        {replay && (
          <dl className="facts card pad">
            <dt>Snapshot</dt>
            <dd>
              <Link href={`/snapshots/${encodeURIComponent(replay.snapshot)}?version=${replay.snapshotVersion}`}>
                {replay.snapshot}, version {replay.snapshotVersion}
              </Link>
            </dd>
            <dt>Target</dt>
            <dd className="mono">{replay.target || '–'}</dd>
            <dt>Mode</dt>
            <dd>{replay.mode}</dd>
            <dt>Started</dt>
            <dd>
              <Time at={replay.created} show="moment" />
              {replay.finished && <span className="faint">, took {duration(Date.parse(replay.finished) - Date.parse(replay.created))}</span>}
            </dd>
            {replay.message && (
              <>
                <dt>Message</dt>
                <dd>{replay.message}</dd>
              </>
            )}
          </dl>
        )}
        {replay?.phase === 'WAITING_FOR_SUT' && replay.responder && (
          <Waiting responder={replay.responder} mayEdit={mayEdit} onReady={() => attempt(ask(ReportSutReadyDocument, { id }))} />
        )}
        {replay && !isOver && <Running replay={replay} />}
        {replay && !isOver && replay.done > 0 && <OverTime replayId={id} isOver={false} goals={[]} />}
        {hasReport && report.error && !report.data && <Trouble failure={report.error} again={() => void report.refetch()} />}
        {hasReport && report.isPending && <Bones rows={10} />}
        {report.data?.report && <ReportView report={JSON.parse(report.data.report) as Report} replayId={id} />}
        {replay?.phase === 'CANCELLED' && <State title="This replay was cancelled, so it has no report" />}
      </div>
    </div>
  );
}

/** The mocks are ready; the application has to be led to them before anything is sent. */
function Waiting({ responder, mayEdit, onReady }: { responder: NonNullable<ReplayRowFragment['responder']>; mayEdit: boolean; onReady: () => void }) {
  const { host, port, caCertificate } = responder;
  const proxy = `http://${host}:${port}`;
  return (
    <section className="card">
      <header>
        <h2>The mocks are ready: lead your application to them</h2>
        <div className="push">
          <Button kind="primary" icon="play" disabled={!mayEdit} title={mayEdit ? undefined : 'Needs the role editor'} onClick={onReady}>
            My application is ready
          </Button>
        </div>
      </header>
      <div className="pad stacked">
        <p>Start it with these variables, and let it trust the certificate beneath where it speaks TLS. Nothing is sent before you say that it is ready.</p>
        <Lines label="variables" text={`export HTTP_PROXY=${proxy} HTTPS_PROXY=${proxy} http_proxy=${proxy} https_proxy=${proxy}`} />
        <Lines label="certificate" text={caCertificate} />
      </div>
    </section>
  );
}

function Running({ replay }: { replay: ReplayRowFragment }) {
  const { done, planned, failed, mockMatches, mockMisses } = replay;
  return (
    <section className="card pad running">
      <p aria-live="polite">
        {count(done)} of {planned > 0 ? count(planned) : '…'} requests
        <span className={failed > 0 ? 'bad' : 'faint'}> {count(failed)} failed</span>
        <span className="faint"> {count(mockMatches)} mock matches,</span>
        <span className={mockMisses > 0 ? 'bad' : 'faint'}> {count(mockMisses)} misses</span>
      </p>
      <Progress done={done} total={planned} label="How far the replay is" />
    </section>
  );
}
