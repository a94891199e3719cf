// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Where the services of a map stand, and what is told on each of them.
import dagre from '@dagrejs/dagre';
import type { ServiceMapQuery } from '../generated/graphql';

export type Call = ServiceMapQuery['serviceMap'][number];
export type Role = 'callers' | 'service' | 'dependency';

/** What several calls come to, taken together. */
export interface Sum {
  pairs: number;
  /** Share of the pairs, 0 to 1. */
  errors: number;
  /** The highest of them, in milliseconds: percentiles do not add up. */
  p95: number;
  ports: number[];
  technologies: string[];
  /** How many of the pairs were encrypted. */
  encrypted: number;
}

export interface Place {
  name: string;
  role: Role;
  x: number;
  y: number;
  sum: Sum;
  /** Whether a click leads somewhere: to the service, or to the pairs. */
  link: string;
}

export interface Line {
  id: string;
  from: string;
  to: string;
  sum: Sum;
  link: string;
}

export const WIDTH = 230;
export const HEIGHT = 82;
const CLIENTS = 'clients';

export function sumOf(calls: Call[]): Sum {
  const pairs = calls.reduce((sum, call) => sum + call.count, 0);
  const failed = calls.reduce((sum, call) => sum + call.errorRate * call.count, 0);
  return {
    pairs,
    errors: pairs === 0 ? 0 : failed / pairs,
    p95: Math.max(0, ...calls.map(({ latency }) => latency.p95)),
    ports: [...new Set(calls.flatMap(({ port }) => (port ? [port] : [])))].sort((a, b) => a - b),
    technologies: [...new Set(calls.map(({ technology }) => technology))].sort(),
    encrypted: calls.reduce((sum, call) => sum + (call.tls ? call.count : 0), 0),
  };
}

/** Recorded services, by what was seen of them. */
export function servicesOf(calls: Call[]): Set<string> {
  return new Set(calls.map(({ direction, from, to }) => (direction === 'IN' ? to : from)));
}

/** The pairs of a call. */
export function pairsOf({ direction, from, to }: Pick<Call, 'direction' | 'from' | 'to'>, services: ReadonlySet<string>): string {
  // A dependency that is recorded too goes by its service's name, which is not the host that was asked for.
  const host = services.has(to) ? [] : [`HOST=${to}`];
  return traffic(direction === 'IN' ? [`SERVICE=${to}`, 'DIRECTION=IN'] : [`SERVICE=${from}`, 'DIRECTION=OUT', ...host]);
}

function traffic(conditions: string[]): string {
  return `/traffic?${conditions.map((condition) => `f=${encodeURIComponent(condition)}`).join('&')}`;
}

function linkOf(name: string, role: Role): string {
  switch (role) {
    case 'service':
      return `/services?service=${encodeURIComponent(name)}`;
    case 'callers':
      return traffic(['DIRECTION=IN']);
    case 'dependency':
      return traffic(['DIRECTION=OUT', `HOST=${name}`]);
  }
}

/** Callers on the left, services, and what they depend on to the right of them; one line for all that goes one way. */
export function arranged(calls: Call[]): { places: Place[]; lines: Line[] } {
  const services = servicesOf(calls);
  const lines = linesOf(calls, services);
  const names = [...new Set(calls.flatMap(({ from, to }) => [from, to]))];
  const graph = new dagre.graphlib.Graph().setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 130 }).setDefaultEdgeLabel(() => ({}));
  for (const name of names) graph.setNode(name, { width: WIDTH, height: HEIGHT });
  for (const { from, to } of lines) graph.setEdge(from, to);
  dagre.layout(graph);
  return {
    places: names.map((name) => {
      const role = name === CLIENTS ? 'callers' : services.has(name) ? 'service' : 'dependency';
      const { x, y } = graph.node(name);
      const own = calls.filter(({ direction, from, to }) =>
        role === 'callers' ? from === name : role === 'service' ? direction === 'IN' && to === name : to === name,
      );
      return { name, role, x: x - WIDTH / 2, y: y - HEIGHT / 2, sum: sumOf(own), link: linkOf(name, role) };
    }),
    lines,
  };
}

function linesOf(calls: Call[], services: ReadonlySet<string>): Line[] {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const key = `${call.from} → ${call.to} ${call.direction}`;
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups].map(([id, group]) => {
    const { from, to, direction } = group[0] as Call;
    return { id, from, to, sum: sumOf(group), link: pairsOf({ from, to, direction }, services) };
  });
}
