// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './services.css';
import { useMemo } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useAsk } from '../api/useAsk';
import { EndpointsDocument, EndpointSeriesDocument, FacetsDocument, PairsDocument, type PairRowFragment } from '../generated/graphql';
import { conditionOf, nameOf } from '../traffic/filterText';
import { RangePicker } from '../traffic/RangePicker';
import { useSelection } from '../traffic/useSelection';
import { bytes, count, counted, duration, percent, rate } from '../ui/format';
import { Chart } from '../ui/Chart';
import { type Column, DataTable } from '../ui/DataTable';
import { Icon } from '../ui/icons';
import { Bones, Busy, Button, OfAll, State, Status, Time, Trouble, Way } from '../ui/kit';
import { draw } from './series';

type Row = PairRowFragment;
const SAMPLES = 50;

const COLUMNS: Column<Row>[] = [
  { key: 'time', name: 'Time', value: ({ startTime }) => startTime, show: ({ startTime }) => <code><Time at={startTime} show="moment" /></code> },
  { key: 'target', name: 'Location', value: ({ request }) => request.target, show: ({ request }) => <code>{request.target}</code>, wide: true },
  { key: 'status', name: 'Status', value: ({ status }) => status ?? 0, show: ({ status }) => <Status status={status} /> },
  { key: 'duration', name: 'Duration', value: ({ durationMillis }) => durationMillis ?? 0, show: ({ durationMillis }) => duration(durationMillis), numeric: true },
  { key: 'size', name: 'Response', value: ({ responseBytes }) => responseBytes, show: ({ responseBytes }) => bytes(responseBytes), numeric: true },
];

/** One endpoint over time: how much, how it ended, how long it took, and some of its pairs. */
export function EndpointPage() {
  const selection = useSelection();
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const service = params.get('service') ?? '';
  const direction = params.get('way') === 'OUT' ? 'OUT' : 'IN';
  const endpoint = params.get('endpoint') ?? '';
  const host = params.get('host');
  const chips = [
    { field: 'SERVICE' as const, value: service },
    { field: 'DIRECTION' as const, value: direction },
    { field: 'ENDPOINT' as const, value: endpoint },
    ...(host ? [{ field: 'HOST' as const, value: host }] : []),
  ];
  const asked = { ...selection.asked, filter: chips.map(conditionOf).join(' AND ') };
  const series = useAsk(EndpointSeriesDocument, { ...asked, steps: 90 });
  const summary = useAsk(EndpointsDocument, asked).data?.endpoints[0];
  const mix = useAsk(FacetsDocument, { ...asked, fields: ['STATUS' as const], values: 30 }).data?.facets[0];
  const samples = useAsk(PairsDocument, { ...asked, first: SAMPLES, after: null });
  const drawn = useMemo(() => (series.data?.series ? draw(series.data.series) : null), [series.data]);
  const inTraffic = `/traffic?${chips.map(({ field, value }) => `f=${encodeURIComponent(`${field}=${value}`)}`).join('&')}${params.get('range') ? `&range=${params.get('range')}` : ''}`;
  return (
    <div className="page">
      <div className="bar">
        <div className="crumbs">
          <Link href="/services">Services</Link>
          <Icon name="right" size={12} />
          <Link href={`/services?service=${encodeURIComponent(service)}`}>{service}</Link>
          <Icon name="right" size={12} />
          <Way direction={direction} />
          <h1 className="mono cut">{endpoint}</h1>
          {host && <span className="faint">at {host}</span>}
        </div>
        <div className="push">
          <RangePicker range={selection.range} onChange={selection.setRange} />
          <Link className="button" href={inTraffic}>
            Look at the pairs
          </Link>
        </div>
      </div>
      <div className="body stacked">
        {series.error && !series.data && <Trouble failure={series.error} again={() => void series.refetch()} />}
        {samples.data && samples.data.pairs?.edges.length === 0 && (
          <State title="No pairs of this endpoint in this time" actions={<Button onClick={() => selection.setRange({ key: 'all' })}>Look at all time</Button>} />
        )}
        {summary && drawn && (
          <dl className="figures">
            <Figure name="Pairs" value={count(summary.count)} />
            <Figure name="Rate while busy" value={rate(drawn.rate)} />
            <Figure name="Errors" value={percent(summary.errorRate)} tone={summary.errorRate > 0 ? 'bad' : undefined} />
            <Figure name="p50" value={duration(summary.latency.p50)} />
            <Figure name="p90" value={duration(summary.latency.p90)} />
            <Figure name="p95" value={duration(summary.latency.p95)} />
            <Figure name="p99" value={duration(summary.latency.p99)} />
          </dl>
        )}
        {series.isPending && <Bones rows={8} />}
        {drawn && (
          <div className="charts">
            <section className="card" style={{ position: 'relative' }}>
              <Busy when={series.isPlaceholderData} />
              <header>
                <h2>Duration</h2>
                <span className="faint">p50, p95 and p99 of the responses in each {duration(drawn.step * 1_000)}</span>
              </header>
              <Chart kind="lines" height={190} format={duration} times={drawn.times} span={drawn.span} series={drawn.paces} label={`Durations of ${endpoint} over time`} />
            </section>
            <section className="card">
              <header>
                <h2>Pairs</h2>
                <span className="faint">by status, in each {duration(drawn.step * 1_000)}</span>
              </header>
              <Chart kind="bars" height={190} format={count} times={drawn.times} span={drawn.span} series={drawn.amounts} label={`Pairs of ${endpoint} over time`} />
            </section>
          </div>
        )}
        {mix && mix.counts.length > 0 && summary && (
          <section className="card">
            <header>
              <h2>Status</h2>
              <OfAll shown={mix.counts.length} all={mix.distinct} what="values" />
            </header>
            <ul className="mix">
              {mix.counts.map(({ value, pairs }) => (
                <li key={value}>
                  <Link href={`${inTraffic}&f=${encodeURIComponent(`STATUS=${value}`)}`} title={`Look at the pairs: ${nameOf('STATUS', value)}`}>
                    <Status status={Number(value)} />
                    <span>{counted(pairs, 'pair')}</span>
                    <span className="faint">{percent(pairs / summary.count)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        {samples.data && (samples.data.pairs?.edges.length ?? 0) > 0 && (
          <section className="card">
            <header>
              <h2>Newest pairs</h2>
              <OfAll shown={samples.data.pairs?.edges.length ?? 0} all={summary?.count} what="pairs" />
            </header>
            <DataTable
              label="Newest pairs"
              rows={samples.data.pairs?.edges.map(({ node }) => node) ?? []}
              columns={COLUMNS}
              keyOf={({ id }) => id}
              onOpen={({ id }) => navigate(`${inTraffic}&pair=${encodeURIComponent(id)}`)}
            />
          </section>
        )}
      </div>
    </div>
  );
}

function Figure({ name, value, tone }: { name: string; value: string; tone?: string | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={tone}>{value}</dd>
    </div>
  );
}
