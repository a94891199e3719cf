// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { describe, expect, it } from 'vitest';
import { arranged, type Call, pairsOf, sumOf } from '../../src/map/graph';

function call(from: string, to: string, direction: 'IN' | 'OUT', more: Partial<Call> = {}): Call {
  return { from, to, direction, port: 443, technology: 'json', tls: true, count: 10, errorRate: 0, latency: { p50: 1, p95: 2, p99: 3 }, ...more };
}

describe('the map', () => {
  it('takes calls together', () => {
    const sum = sumOf([
      call('a', 'b', 'OUT', { count: 30, errorRate: 0.1, port: 8443 }),
      call('a', 'b', 'OUT', { count: 10, errorRate: 0.5, tls: false, technology: 'http', latency: { p50: 1, p95: 9, p99: 10 } }),
    ]);

    expect(sum).toEqual({ pairs: 40, errors: 0.2, p95: 9, ports: [443, 8443], technologies: ['http', 'json'], encrypted: 30 });
  });

  it('says nothing of a port that nobody knows', () => {
    expect(sumOf([call('a', 'b', 'OUT', { port: null })]).ports).toEqual([]);
  });

  it('draws one line for all that goes one way', () => {
    const { places, lines } = arranged([call('clients', 'a', 'IN'), call('clients', 'a', 'IN', { tls: false }), call('a', 'b.test', 'OUT')]);

    expect(lines.map(({ id, sum }) => `${id} ${sum.pairs}`)).toEqual(['clients → a IN 20', 'a → b.test OUT 10']);
    expect(places.map(({ name, role }) => `${name}: ${role}`)).toEqual(['clients: callers', 'a: service', 'b.test: dependency']);
    const [clients, service, dependency] = places.map(({ x }) => x);
    expect(clients).toBeLessThan(service!);
    expect(service).toBeLessThan(dependency!);
  });

  it('tells of a service what came to it, and of others what was asked of them', () => {
    const { places } = arranged([call('clients', 'a', 'IN', { count: 7 }), call('a', 'b.test', 'OUT', { count: 3 })]);

    expect(places.map(({ name, sum }) => `${name} ${sum.pairs}`)).toEqual(['clients 7', 'a 7', 'b.test 3']);
  });

  it('leads to the pairs of a call', () => {
    expect(decodeURIComponent(pairsOf(call('a', 'b.test', 'OUT'), new Set(['a'])))).toBe('/traffic?f=SERVICE=a&f=DIRECTION=OUT&f=HOST=b.test');
  });
});
