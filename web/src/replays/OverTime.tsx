// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useMemo } from 'react';
import { useAsk } from '../api/useAsk';
import { EndpointSeriesDocument } from '../generated/graphql';
import { draw } from '../services/series';
import { Chart } from '../ui/Chart';
import { count, duration } from '../ui/format';
import { Bones, Trouble } from '../ui/kit';
import { latencyGoals } from './goals';
import type { Report } from './report';

const REFRESH = 2_000;

/** What a replay sent and how long the answers took, over its time; while it runs, up to now. */
export function OverTime({ replayId, isOver, goals }: { replayId: string; isOver: boolean; goals: Report['goals'] }) {
  const answer = useAsk(
    EndpointSeriesDocument,
    { filter: 'direction = IN', from: null, to: null, steps: 90, includeReplays: true, replayId },
    { every: isOver ? false : REFRESH },
  );
  const series = answer.data?.series;
  const drawn = useMemo(() => (series ? draw(series) : null), [series]);
  if (answer.error && !answer.data) return <Trouble failure={answer.error} again={() => void answer.refetch()} />;
  if (answer.isPending) return <Bones rows={6} />;
  if (!drawn) return null;
  const step = duration(drawn.step * 1_000);
  return (
    <div className="charts">
      <section className="card">
        <header>
          <h2>Duration</h2>
          <span className="faint">p50, p95 and p99 of the answers in each {step}; dashed: goals</span>
        </header>
        <Chart kind="lines" height={190} format={duration} times={drawn.times} span={drawn.span} series={drawn.paces} marks={latencyGoals(goals)} label="Durations of the replay over time" />
      </section>
      <section className="card">
        <header>
          <h2>Requests</h2>
          <span className="faint">by status, in each {step}</span>
        </header>
        <Chart kind="bars" height={190} format={count} times={drawn.times} span={drawn.span} series={drawn.amounts} label="Requests of the replay over time" />
      </section>
    </div>
  );
}
