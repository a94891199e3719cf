// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import './services.css';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useAsk } from '../api/useAsk';
import { EndpointsDocument, type EndpointsQuery, ServicesDocument } from '../generated/graphql';
import { RangePicker } from '../traffic/RangePicker';
import { type Selection, useSelection } from '../traffic/useSelection';
import { conditionOf } from '../traffic/filterText';
import { count, counted, duration, percent } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Bones, Busy, Button, Choice, Command, State, Time, Trouble, Way } from '../ui/kit';

type Endpoint = EndpointsQuery['endpoints'][number];

const COLUMNS: Column<Endpoint>[] = [
  { key: 'way', name: 'Way', value: ({ direction }) => direction, show: ({ direction }) => <Way direction={direction} /> },
  { key: 'endpoint', name: 'Endpoint', value: ({ endpoint }) => endpoint, show: ({ endpoint }) => <code>{endpoint}</code>, wide: true },
  { key: 'host', name: 'Host', value: ({ host }) => host, show: ({ host }) => <span className="dim">{host}</span> },
  { key: 'technology', name: 'Technology', value: ({ technology }) => technology, show: ({ technology }) => <span className="dim">{technology}</span> },
  { key: 'pairs', name: 'Pairs', value: (row) => row.count, show: (row) => count(row.count), numeric: true },
  { key: 'errors', name: 'Errors', value: ({ errorRate }) => errorRate, show: ({ errorRate }) => <span className={errorRate > 0 ? 'bad' : 'faint'}>{percent(errorRate)}</span>, numeric: true },
  { key: 'p50', name: 'p50', value: ({ latency }) => latency.p50, show: ({ latency }) => duration(latency.p50), numeric: true },
  { key: 'p95', name: 'p95', value: ({ latency }) => latency.p95, show: ({ latency }) => duration(latency.p95), numeric: true },
  { key: 'p99', name: 'p99', value: ({ latency }) => latency.p99, show: ({ latency }) => duration(latency.p99), numeric: true },
];

export function endpointLink({ service, direction, host, endpoint }: Pick<Endpoint, 'service' | 'direction' | 'host' | 'endpoint'>, keep: URLSearchParams): string {
  const params = new URLSearchParams({ service, way: direction, endpoint });
  if (direction === 'OUT') params.set('host', host);
  for (const name of ['range', 'from', 'to']) {
    const value = keep.get(name);
    if (value) params.set(name, value);
  }
  return `/services/endpoint?${params}`;
}

/** The recorded services, and the endpoints of all or one of them. */
export function ServicesPage() {
  const selection = useSelection();
  const [params, setParams] = useSearchParams();
  const chosen = params.get('service');
  const way = (params.get('way') ?? 'all') as 'all' | 'IN' | 'OUT';
  const services = useAsk(ServicesDocument, selection.asked);
  const set = (name: string, value: string | null) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const rows = services.data?.services ?? [];
  return (
    <div className="page">
      <div className="bar">
        <h1>Services</h1>
        {services.data && <span className="faint">{counted(rows.length, 'service')}</span>}
        <div className="push">
          <Choice
            label="Direction"
            value={way}
            onChange={(next) => set('way', next === 'all' ? null : next)}
            options={[
              { key: 'all', label: 'All' },
              { key: 'IN', label: 'Inbound' },
              { key: 'OUT', label: 'Outbound' },
            ]}
          />
          <RangePicker range={selection.range} onChange={selection.setRange} />
          <Button kind="quiet" icon="refresh" aria-label="Ask again" onClick={selection.refresh} />
        </div>
      </div>
      <div className="body stacked">
        {services.error && !services.data && <Trouble failure={services.error} again={() => void services.refetch()} />}
        {services.isPending && <Bones rows={8} />}
        {services.data && rows.length === 0 && <NoServices selection={selection} />}
        {rows.length > 0 && (
          <ul className="services">
            {rows.map((service) => (
              <li key={service.name}>
                <button type="button" aria-pressed={service.name === chosen} onClick={() => set('service', service.name === chosen ? null : service.name)}>
                  <b className="cut">{service.name}</b>
                  <span>
                    <i className="in">IN</i> {count(service.inbound)}
                  </span>
                  <span>
                    <i className="out">OUT</i> {count(service.outbound)}
                  </span>
                  <span className={service.errors > 0 ? 'bad' : 'faint'}>{counted(service.errors, 'error')}</span>
                  <span className="faint">
                    last <Time at={service.lastSeen} show="ago" />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {rows.length > 0 && <Endpoints selection={selection} service={chosen} way={way} />}
      </div>
    </div>
  );
}

function NoServices({ selection }: { selection: Selection }) {
  return (
    <State title="No service was recorded in this time" actions={<Button onClick={() => selection.setRange({ key: 'all' })}>Look at all time</Button>}>
      <p>A service appears here once its first pair is stored.</p>
      <Command>./reprise record --service shop --app-port 8080 -- java -jar shop.jar</Command>
    </State>
  );
}

function Endpoints({ selection, service, way }: { selection: Selection; service: string | null; way: 'all' | 'IN' | 'OUT' }) {
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const conditions = [
    ...(service ? [conditionOf({ field: 'SERVICE', value: service })] : []),
    ...(way === 'all' ? [] : [conditionOf({ field: 'DIRECTION', value: way })]),
  ];
  const answer = useAsk(EndpointsDocument, { ...selection.asked, filter: conditions.join(' AND ') });
  const rows = answer.data?.endpoints ?? [];
  return (
    <section className="card" style={{ position: 'relative' }}>
      <Busy when={answer.isPlaceholderData} />
      <header>
        <h2>Endpoints{service ? ` of ${service}` : ''}</h2>
        {answer.data && (
          <span className="faint">
            {rows.length >= 1_000 ? 'the busiest 1,000' : counted(rows.length, 'endpoint')}
          </span>
        )}
        <Link className="push" href={`/traffic?${service ? `f=SERVICE%3D${encodeURIComponent(service)}` : ''}`}>
          Look at the pairs
        </Link>
      </header>
      {answer.error && !answer.data && (
        <div className="pad">
          <Trouble failure={answer.error} again={() => void answer.refetch()} />
        </div>
      )}
      {answer.isPending && <Bones rows={10} />}
      {answer.data && (
        <DataTable
          label="Endpoints"
          rows={rows}
          columns={COLUMNS}
          sortedBy="pairs"
          keyOf={(row) => `${row.service} ${row.direction} ${row.host} ${row.endpoint}`}
          onOpen={(row) => navigate(endpointLink(row, params))}
        />
      )}
    </section>
  );
}
