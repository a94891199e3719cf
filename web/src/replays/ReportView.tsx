// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { Link } from 'wouter';
import { count, counted, duration, percent, rate } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Icon } from '../ui/icons';
import { Tag } from '../ui/kit';
import { Comparison } from './Comparison';
import { OverTime } from './OverTime';
import { type Cause, type EndpointFigures, type Latency, type Miss, mocksMatched, type Report } from './report';

const TITLES = { passed: 'Passed: every goal held', failed: 'Failed: a goal did not hold', invalid: 'Invalid: nothing may be concluded' };

const ENDPOINTS: Column<EndpointFigures>[] = [
  { key: 'endpoint', name: 'Endpoint', value: ({ endpoint }) => endpoint, show: ({ endpoint }) => <code>{endpoint}</code>, wide: true },
  { key: 'requests', name: 'Requests', value: ({ requests }) => requests, show: ({ requests }) => count(requests), numeric: true },
  { key: 'success', name: 'Success', value: ({ successPercent }) => successPercent, show: ({ successPercent }) => <span className={successPercent < 100 ? 'bad' : 'good'}>{percent(successPercent / 100)}</span>, numeric: true },
  { key: 'rate', name: 'Throughput', value: ({ requestsPerSecond }) => requestsPerSecond, show: ({ requestsPerSecond }) => rate(requestsPerSecond), numeric: true },
  { key: 'p50', name: 'p50', value: ({ service }) => service.p50Millis, show: ({ service }) => duration(service.p50Millis), numeric: true },
  { key: 'p95', name: 'p95', value: ({ service }) => service.p95Millis, show: ({ service }) => duration(service.p95Millis), numeric: true },
  { key: 'p99', name: 'p99', value: ({ service }) => service.p99Millis, show: ({ service }) => duration(service.p99Millis), numeric: true },
  { key: 'recorded', name: 'p95 recorded', value: ({ recorded }) => recorded.p95Millis, show: ({ recorded }) => <span className="dim">{duration(recorded.p95Millis)}</span>, numeric: true },
];

/** A report: the verdict first, then what differs and why, then the figures and how far they can be trusted. */
export function ReportView({ report, replayId }: { report: Report; replayId: string }) {
  const { verdict, reasons, totals, goals, causes, slow, mocks, endpoints } = report;
  return (
    <>
      <section className="verdict" data-verdict={verdict} aria-label="Verdict">
        <Icon name={verdict === 'passed' ? 'check' : verdict === 'failed' ? 'error' : 'warn'} size={22} />
        <div>
          <h2>{TITLES[verdict]}</h2>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </div>
        <Link className="button" href={`/traffic?range=all&replay=${encodeURIComponent(replayId)}`}>
          Look at its traffic
        </Link>
      </section>
      <dl className="figures">
        <Figure name="Succeeded" value={`${count(totals.succeeded)} of ${count(totals.requests)}`} bad={totals.failed > 0} />
        <Figure name="Success" value={percent(totals.successPercent / 100)} bad={totals.failed > 0} />
        <Figure name="Throughput" value={rate(totals.requestsPerSecond)} />
        <Figure name="p95" value={duration(totals.service.p95Millis)} />
        <Figure name="p95 recorded" value={duration(totals.recorded.p95Millis)} />
        <Figure name="Mocks matched" value={mocksMatched(mocks)} bad={mocks.misses > 0 || mocks.matchPercent === 0} />
      </dl>
      {(causes.length > 0 || slow.length > 0) && (
        <section className="card">
          <header>
            <h2>What differs</h2>
            <span className="faint">{counted(causes.length, 'cause')}, {counted(slow.length, 'slow endpoint')}</span>
          </header>
          <ul className="causes">
            {causes.map((cause) => (
              <Difference key={`${cause.endpoint} ${cause.path} ${cause.kind}`} cause={cause} />
            ))}
            {slow.map(({ endpoint, percentile, recordedMillis, actualMillis }) => (
              <li key={endpoint}>
                <p>
                  <Tag tone="bad">slow</Tag> <code>{endpoint}</code> p{percentile} of service time
                </p>
                <SideBySide expected={duration(recordedMillis)} actual={duration(actualMillis)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="card">
        <header>
          <h2>Goals</h2>
          <span className="faint">{count(goals.filter(({ held }) => held).length)} of {count(goals.length)} held</span>
        </header>
        <ul className="goals">
          {goals.map(({ goal, wanted, actual, held }) => (
            <li key={goal + wanted}>
              <Tag tone={held ? 'good' : 'bad'}>{held ? 'held' : 'not held'}</Tag>
              <b>{goal}</b>
              <span className="dim">wanted {wanted}, was {actual}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <header>
          <h2>Endpoints</h2>
          <span className="faint">{count(endpoints.length)} of {counted(endpoints.length, 'endpoint')}; service time from when a request left</span>
        </header>
        <DataTable label="Endpoints" rows={endpoints} columns={ENDPOINTS} sortedBy="requests" keyOf={({ endpoint }) => endpoint} />
      </section>
      <OverTime replayId={replayId} isOver goals={goals} />
      <Comparison report={report} replayId={replayId} />
      {mocks.missed.length > 0 && <Misses missed={mocks.missed} />}
      <Trust report={report} />
    </>
  );
}

function Figure({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={bad ? 'bad' : undefined}>{value}</dd>
    </div>
  );
}

function Difference({ cause }: { cause: Cause }) {
  const { endpoint, path, kind, example } = cause;
  return (
    <li>
      <p>
        <Tag tone="bad">{kind}</Tag> <code>{endpoint}</code> <code className="accent">{path}</code>
        <span className="faint"> in {counted(cause.count, 'request')}; first in </span>
        <Link href={`/traffic?range=all&pair=${encodeURIComponent(example.pair)}`}>pair {example.pair.split('/').at(-1)}</Link>
      </p>
      <SideBySide expected={example.expected} actual={example.actual} />
    </li>
  );
}

function SideBySide({ expected, actual }: { expected: string; actual: string }) {
  return (
    <div className="sides">
      <div>
        <h3>Recorded</h3>
        <pre>{expected === '' ? '(nothing)' : expected}</pre>
      </div>
      <div data-side="actual">
        <h3>In this replay</h3>
        <pre>{actual === '' ? '(nothing)' : actual}</pre>
      </div>
    </div>
  );
}

function Misses({ missed }: { missed: Miss[] }) {
  return (
    <section className="card">
      <header>
        <h2>Calls that were not recorded</h2>
        <span className="faint">{counted(missed.length, 'kind')}</span>
      </header>
      <ul className="causes">
        {missed.map((miss) => (
          <li key={miss.host + miss.request}>
            <p>
              <Tag tone="bad">{counted(miss.count, 'miss', 'misses')}</Tag> <code>{miss.host}</code> <code>{miss.request}</code>
              {miss.nearest && (
                <>
                  <span className="faint"> nearest is </span>
                  <Link href={`/traffic?range=all&pair=${encodeURIComponent(miss.nearest)}`}>pair {miss.nearest.split('/').at(-1)}</Link>
                </>
              )}
            </p>
            {miss.differences.map(({ path, expected, actual }) => (
              <div key={path}>
                <code className="accent">{path}</code>
                <SideBySide expected={expected} actual={actual} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Trust({ report: { fidelity, totals } }: { report: Report }) {
  const rows: [string, string][] = [
    ['Values bound', `${count(fidelity.bindings)} that the application made anew`],
    ['Tolerated', `${counted(fidelity.tolerated, 'difference')} that the assertions leave out`],
    ['Guessed', `${counted(fidelity.guesses, 'place')} tolerated on a single sample`],
    ['Mock choices', Object.entries(fidelity.mockChoices).map(([how, many]) => `${count(many)} ${how}`).join(', ') || 'none'],
    ['Lateness', `p99 ${duration(fidelity.lateness.p99Millis)}, at most ${duration(fidelity.lateness.maxMillis)}, by the generator's own fault`],
    ['Generator', `${fidelity.generatorCores} cores on average`],
    ['Binding timeouts', count(fidelity.bindingTimeouts)],
    ['Left out', Object.entries(fidelity.leftOut).map(([what, many]) => `${count(many)} ${what}`).join(', ') || 'nothing'],
    ['Response time', `${spread(totals.response)}, from when requests should have left`],
  ];
  return (
    <section className="card">
      <header>
        <h2>How far this can be trusted</h2>
      </header>
      <dl className="facts pad">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const spread = ({ p50Millis, p95Millis, p99Millis }: Latency) => `p50 ${duration(p50Millis)}, p95 ${duration(p95Millis)}, p99 ${duration(p99Millis)}`;
