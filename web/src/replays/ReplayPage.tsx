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
import { CancelReplayDocument, ReplayDocument, ReplayProgressDocument, type ReplayRowFragment, ReportDocument } from '../generated/graphql';
import { count, duration } from '../ui/format';
import { Icon } from '../ui/icons';
import { Bones, Button, Copy, Progress, State, Time, Trouble } from '../ui/kit';
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
          <Copy text={() => location.href} label="Copy a link to this report" small={false}>
            Copy link
          </Copy>
          {replay && !isOver && (
            <Button
              icon="stop"
              kind="danger"
              disabled={!mayEdit}
              onClick={() => void ask(CancelReplayDocument, { id }).catch((problem: unknown) => problem instanceof Failure && setFailure(problem))}
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
        {replay && !isOver && <Running replay={replay} />}
        {hasReport && report.error && !report.data && <Trouble failure={report.error} again={() => void report.refetch()} />}
        {hasReport && report.isPending && <Bones rows={10} />}
        {report.data?.report && <ReportView report={JSON.parse(report.data.report) as Report} replayId={id} />}
        {replay?.phase === 'CANCELLED' && <State title="This replay was cancelled, so it has no report" />}
      </div>
    </div>
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
