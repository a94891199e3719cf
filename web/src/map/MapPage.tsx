// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import '@xyflow/react/dist/style.css';
import './map.css';
import { Background, Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useAsk } from '../api/useAsk';
import { useTheme } from '../app/theme';
import { ServiceMapDocument } from '../generated/graphql';
import { RangePicker } from '../traffic/RangePicker';
import { useSelection } from '../traffic/useSelection';
import { count, counted, duration, percent } from '../ui/format';
import { type Column, DataTable } from '../ui/DataTable';
import { Bones, Busy, Button, Command, State, Tag, Trouble, Way } from '../ui/kit';
import { arranged, type Call, type Line, pairsOf, type Place, type Role, servicesOf, type Sum } from './graph';

type ServiceNode = Node<Place & Record<string, unknown>, 'service'>;

const COLUMNS: Column<Call>[] = [
  { key: 'way', name: 'Way', value: ({ direction }) => direction, show: ({ direction }) => <Way direction={direction} /> },
  { key: 'from', name: 'From', value: ({ from }) => from, show: ({ from }) => from },
  { key: 'to', name: 'To', value: ({ to }) => to, show: ({ to }) => to, wide: true },
  { key: 'port', name: 'Port', value: ({ port }) => port ?? 0, show: ({ port }) => port ?? <span className="faint">–</span>, numeric: true },
  { key: 'technology', name: 'Technology', value: ({ technology }) => technology, show: ({ technology }) => technology },
  { key: 'tls', name: 'Encryption', value: ({ tls }) => Number(tls), show: ({ tls }) => (tls ? <Tag tone="good">TLS</Tag> : <span className="faint">none</span>) },
  { key: 'pairs', name: 'Pairs', value: (row) => row.count, show: (row) => count(row.count), numeric: true },
  { key: 'errors', name: 'Errors', value: ({ errorRate }) => errorRate, show: ({ errorRate }) => <span className={errorRate > 0 ? 'bad' : 'faint'}>{percent(errorRate)}</span>, numeric: true },
  { key: 'p50', name: 'p50', value: ({ latency }) => latency.p50, show: ({ latency }) => duration(latency.p50), numeric: true },
  { key: 'p95', name: 'p95', value: ({ latency }) => latency.p95, show: ({ latency }) => duration(latency.p95), numeric: true },
];

/** Who calls whom: callers on the left, services, and what they depend on to the right of them. */
export function MapPage() {
  const selection = useSelection();
  const [, navigate] = useLocation();
  const theme = useTheme();
  const answer = useAsk(ServiceMapDocument, selection.asked);
  const calls = answer.data?.serviceMap;
  const graph = useMemo(() => {
    if (!calls) return null;
    const { places, lines } = arranged(calls);
    return { nodes: nodesOf(places), edges: edgesOf(lines) };
  }, [calls]);
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
                onNodeClick={(_, node) => navigate(node.data.link)}
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
                keyOf={(row) => `${row.from} ${row.to} ${row.direction} ${row.port} ${row.technology} ${row.tls}`}
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

function ServiceBox({ data: { name, role, sum } }: NodeProps<ServiceNode>) {
  return (
    <div className="service-box" data-role={role}>
      <Handle type="target" position={Position.Left} />
      <b className="cut" title={name}>
        {name}
        {role === 'dependency' && sum.ports.map((port) => <em key={port}>:{port}</em>)}
      </b>
      <span className="cut">
        {ROLES[role]}
        {sum.pairs > 0 && ` · ${encryptionOf(sum)}, ${sum.technologies.join(', ')}`}
      </span>
      {sum.pairs > 0 ? (
        <span className="cut">
          {counted(sum.pairs, 'pair')} · p95 {duration(sum.p95)} · <i className={sum.errors > 0 ? 'bad' : ''}>{percent(sum.errors)} errors</i>
        </span>
      ) : (
        <span>nobody called it</span>
      )}
      <Handle type="source" position={Position.Right} />
    </div>
  );
}

const ROLES: Record<Role, string> = { callers: 'callers', service: 'service', dependency: 'dependency' };

function encryptionOf({ encrypted, pairs }: Sum): string {
  return encrypted === 0 ? 'plain' : encrypted === pairs ? 'TLS' : `${percent(encrypted / pairs)} TLS`;
}

function nodesOf(places: Place[]): ServiceNode[] {
  return places.map((place) => ({
    id: place.name,
    type: 'service',
    position: { x: place.x, y: place.y },
    data: { ...place },
    ariaLabel: place.name,
  }));
}

function edgesOf(lines: Line[]): Edge[] {
  const most = Math.max(...lines.map(({ sum }) => sum.pairs));
  return lines.map(({ id, from, to, sum, link }) => {
    const color = sum.errors > 0 ? 'var(--fill-bad)' : 'var(--line-strong)';
    return {
      id,
      source: from,
      target: to,
      label: counted(sum.pairs, 'pair'),
      data: { link },
      markerEnd: { type: MarkerType.ArrowClosed, color },
      style: { strokeWidth: 1.2 + 3 * (Math.log1p(sum.pairs) / Math.log1p(most)), stroke: color },
      interactionWidth: 24,
    };
  });
}
