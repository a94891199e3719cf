// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { describe, expect, it } from 'vitest';
import { beside } from '../../src/replays/beside';
import { latencyGoals } from '../../src/replays/goals';
import { mocksMatched, type Report } from '../../src/replays/report';

const report = (...endpoints: [string, number, number, number][]) =>
  ({ endpoints: endpoints.map(([endpoint, requests, successPercent, p95Millis]) => ({ endpoint, requests, successPercent, service: { p95Millis } })) }) as unknown as Report;

describe('the goals of a report', () => {
  it('are drawn where they bound a latency, and only there', () => {
    expect(
      latencyGoals([
        { goal: 'success rate', wanted: '100 %', actual: '100 %', held: true },
        { goal: 'p95 response time of all requests', wanted: 'at most 100 ms', actual: '7 ms', held: true },
        { goal: 'p99.9 service time of GET /cart/{id}', wanted: 'at most 250 ms', actual: '300 ms', held: false },
        { goal: 'slow endpoints', wanted: 'none', actual: 'none', held: true },
      ]),
    ).toEqual([
      { value: 100, name: 'p95' },
      { value: 250, name: 'p99.9 of GET /cart/{id}' },
    ]);
  });
});

describe('the mocks of a report', () => {
  const mocks = (calls: number, matches: number, recorded?: number) => ({ calls, matches, recorded }) as Report['mocks'];

  it('are counted of the calls that came, and where none came of those that were recorded', () => {
    expect(mocksMatched(mocks(4, 3, 9))).toBe('3 of 4');
    expect(mocksMatched(mocks(0, 0, 9))).toBe('no call came, of 9 recorded');
    expect(mocksMatched(mocks(0, 0, 0))).toBe('0 of 0');
    expect(mocksMatched(mocks(0, 0))).toBe('0 of 0');
  });
});

describe('two reports beside one another', () => {
  it('have the endpoints that both know', () => {
    const rows = beside(report(['GET /a', 10, 100, 5], ['GET /b', 1, 50, 9]), report(['GET /c', 1, 100, 1], ['GET /a', 12, 90, 8]));

    expect(rows).toEqual([{ endpoint: 'GET /a', requests: { here: 10, there: 12 }, success: { here: 100, there: 90 }, p95: { here: 5, there: 8 } }]);
  });
});
