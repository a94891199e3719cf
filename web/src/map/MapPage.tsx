// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import '@xyflow/react/dist/style.css';
import './map.css';
import dagre from '@dagrejs/dagre';
import { Background, Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useAsk } from '../api/useAsk';
import { useTheme } from '../app/theme';
import { ServiceMapDocument, type ServiceMapQuery } from '../generated/graphql';
import { RangePicker } from '../traffic/RangePicker';
import { useSelection } from '../traffic/useSelection';
import { count, counted, duration, percent } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Bones, Busy, Button, Command, State, Tag, Trouble, Way } from '../ui/kit';

type Call = ServiceMapQuery['serviceMap'][number];
type Role = 'callers' | 'service' | 'dependency';
type ServiceNode = Node<{ name: string; role: Role; calls: number }, 'service'>;

const WIDTH = 190;
const HEIGHT = 56;
const CLIENTS = 'clients';

const COLUMNS: Column<Call>[] = [
  { key: 'way', name: 'Way', value: ({ direction }) => direction, show: ({ direction }) => <Way direction={direction} /> },
  { key: 'from', name: 'From', value: ({ from }) => from, show: ({ from }) => from },
  { key: 'to', name: 'To', value: ({ to }) => to, show: ({ to }) => to, wide: true },
  { key: 'technology', name: 'Technology', value: ({ technology }) => technology, show: ({ technology }) => technology },
  { key: 'tls', name: 'Encryption', value: ({ tls }) => Number(tls), show: ({ tls }) => (tls ? <Tag tone="good">TLS</Tag> : <span className="faint">none</span>) },
  { key: 'pairs', name: 'Pairs', value: (row) => row.count, show: (row) => count(row.count), numeric: true },
  { key: 'errors', name: 'Errors', value: ({ errorRate }) => errorRate, show: ({ errorRate }) => <span className={errorRate > 0 ? 'bad' : 'faint'}>{percent(errorRate)}</span>, numeric: true },
  { key: 'p50', name: 'p50', value: ({ latency }) => latency.p50, show: ({ latency }) => duration(latency.p50), numeric: true },
  { key: 'p95', name: 'p95', value: ({ latency }) => latency.p95, show: ({ latency }) => duration(latency.p95), numeric: true },
];

function pairsOf({ direction, from, to }: Pick<Call, 'direction' | 'from' | 'to'>, services: ReadonlySet<string>): string {
  // A dependency that is recorded too goes by its service's name, which is not the host that was asked for.
  const host = services.has(to) ? [] : [`HOST=${to}`];
  const conditions = direction === 'IN' ? [`SERVICE=${to}`, 'DIRECTION=IN'] : [`SERVICE=${from}`, 'DIRECTION=OUT', ...host];
  return `/traffic?${conditions.map((condition) => `f=${encodeURIComponent(condition)}`).join('&')}`;
}

/** Who calls whom: callers on the left, services, and what they depend on to the right of them. */
export function MapPage() {
  const selection = useSelection();
  const [, navigate] = useLocation();
  const theme = useTheme();
  const answer = useAsk(ServiceMapDocument, selection.asked);
  const calls = answer.data?.serviceMap;
  const graph = useMemo(() => (calls ? arranged(calls) : null), [calls]);
  return (
    <div className="page">
      <div className="bar">
        <h1>Map</h1>
        {graph && <span className="faint">{counted(graph.nodes.length, 'node')}, {counted(graph.edges.length, 'edge')}</span>}
        <div className="push">
          <RangePicker range={selection.range} onChange={selection.setRange} />
          <Button kind="quiet" icon="refresh" aria-label="Ask again" onClick={selection.refresh} />
        </div>
      </div>
      <div className="map">
        <Busy when={answer.isPlaceholderData} />
        {answer.error && !calls && (
          <div className="pad">
            <Trouble failure={answer.error} again={() => void answer.refetch()} />
          </div>
        )}
        {answer.isPending && <Bones rows={6} />}
        {calls?.length === 0 && (
          <State title="Nobody called anybody in this time" actions={<Button onClick={() => selection.setRange({ key: 'all' })}>Look at all time</Button>}>
            <Command>./reprise record --service shop --app-port 8080 -- java -jar shop.jar</Command>
          </State>
        )}
        {graph && calls && calls.length > 0 && (
          <>
            <div className="canvas" role="group" aria-label={`Service map of ${counted(graph.nodes.length, 'node')}; the table below says the same`}>
              <ReactFlow
                key={graph.nodes.map(({ id }) => id).join(' ')}
                nodes={graph.nodes}
                edges={graph.edges}
                nodeTypes={TYPES}
                colorMode={theme}
                fitView
                fitViewOptions={{ padding: 0.2, maxZoom: 1.1 }}
                minZoom={0.2}
                nodesConnectable={false}
                // The table says the same to whoever comes by keyboard.
                nodesFocusable={false}
                edgesFocusable={false}
                deleteKeyCode={null}
                onEdgeClick={(_, edge) => navigate(String(edge.data?.link))}
                onNodeClick={(_, node) => node.data.role === 'service' && navigate(`/services?service=${encodeURIComponent(node.data.name)}`)}
              >
                <Background gap={22} size={1} />
                <Controls showInteractive={false} />
              </ReactFlow>
            </div>
            <section className="card">
              <header>
                <h2>Calls</h2>
                <span className="faint">a row leads to its pairs</span>
              </header>
              <DataTable
                label="Calls"
                rows={calls}
                columns={COLUMNS}
                sortedBy="pairs"
                keyOf={(row) => `${row.from} ${row.to} ${row.direction} ${row.technology} ${row.tls}`}
                onOpen={(row) => navigate(pairsOf(row, servicesOf(calls)))}
              />
            </section>
          </>
        )}
      </div>
    </div>
  );
}

const TYPES = { service: ServiceBox };

function ServiceBox({ data }: NodeProps<ServiceNode>) {
  return (
    <div className="service-box" data-role={data.role}>
      <Handle type="target" position={Position.Left} />
      <b className="cut" title={data.name}>{data.name}</b>
      <span>
        {data.role === 'service' ? 'recorded service' : data.role === 'callers' ? 'whoever calls from outside' : 'dependency'}
      </span>
      <Handle type="source" position={Position.Right} />
    </div>
  );
}

/** What goes from one to another, whatever it is spoken in, is one edge. */
function merged(calls: Call[]) {
  const edges = new Map<string, { call: Call; pairs: number; errors: number; p95: number; tls: boolean; technologies: Set<string> }>();
  for (const call of calls) {
    const key = `${call.from} → ${call.to} ${call.direction}`;
    const edge = edges.get(key) ?? { call, pairs: 0, errors: 0, p95: 0, tls: false, technologies: new Set() };
    edge.pairs += call.count;
    edge.errors += call.errorRate * call.count;
    edge.p95 = Math.max(edge.p95, call.latency.p95);
    edge.tls ||= call.tls;
    edge.technologies.add(call.technology);
    edges.set(key, edge);
  }
  return edges;
}

function servicesOf(calls: Call[]): Set<string> {
  return new Set(calls.map(({ direction, from, to }) => (direction === 'IN' ? to : from)));
}

function arranged(calls: Call[]): { nodes: ServiceNode[]; edges: Edge[] } {
  const edges = merged(calls);
  const services = servicesOf(calls);
  const names = new Set(calls.flatMap(({ from, to }) => [from, to]));
  const graph = new dagre.graphlib.Graph().setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 210 }).setDefaultEdgeLabel(() => ({}));
  for (const name of names) graph.setNode(name, { width: WIDTH, height: HEIGHT });
  for (const { call } of edges.values()) graph.setEdge(call.from, call.to);
  dagre.layout(graph);
  const most = Math.max(...[...edges.values()].map(({ pairs }) => pairs));
  return {
    nodes: [...names].map((name) => {
      const { x, y } = graph.node(name);
      return {
        id: name,
        type: 'service',
        position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
        data: { name, role: name === CLIENTS ? 'callers' : services.has(name) ? 'service' : 'dependency', calls: 0 },
        ariaLabel: name,
      };
    }),
    edges: [...edges].map(([id, { call, pairs, errors, p95, tls, technologies }]) => {
      const share = errors / pairs;
      return {
        id,
        source: call.from,
        target: call.to,
        label: `${count(pairs)} pairs${tls ? ' · TLS' : ''} · ${[...technologies].sort().join(', ')} · p95 ${duration(p95)}${share > 0 ? ` · ${percent(share)} errors` : ''}`,
        data: { link: pairsOf(call, services) },
        markerEnd: { type: MarkerType.ArrowClosed, color: share > 0 ? 'var(--fill-bad)' : 'var(--line-strong)' },
        style: { strokeWidth: 1.2 + 3 * (Math.log1p(pairs) / Math.log1p(most)), stroke: share > 0 ? 'var(--fill-bad)' : 'var(--line-strong)' },
        interactionWidth: 24,
      };
    }),
  };
}
