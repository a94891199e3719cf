// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// What a report holds, as docs/report.schema.json has it; only the parts that are shown.
import { count } from '../ui/format';

export interface Latency {
  count: number;
  p50Millis: number;
  p90Millis: number;
  p95Millis: number;
  p99Millis: number;
  maxMillis: number;
}

export interface EndpointFigures {
  endpoint: string;
  requests: number;
  succeeded: number;
  successPercent: number;
  requestsPerSecond: number;
  service: Latency;
  response: Latency;
  recorded: Latency;
}

export interface Cause {
  endpoint: string;
  path: string;
  kind: string;
  count: number;
  example: { pair: string; path: string; expected: string; actual: string };
}

export interface Miss {
  host: string;
  request: string;
  count: number;
  nearest: string;
  differences: { path: string; kind: string; expected: string; actual: string }[];
}

export interface Report {
  provenance: { snapshot: string; snapshotVersion: number; mode: string; target: string; buildTag: string; config: string };
  verdict: 'passed' | 'failed' | 'invalid';
  reasons: string[];
  totals: {
    planned: number;
    requests: number;
    succeeded: number;
    failed: number;
    unanswered: number;
    successPercent: number;
    seconds: number;
    requestsPerSecond: number;
    service: Latency;
    response: Latency;
    recorded: Latency;
  };
  endpoints: EndpointFigures[];
  goals: { goal: string; wanted: string; actual: string; held: boolean }[];
  causes: Cause[];
  slow: { endpoint: string; percentile: number; recordedMillis: number; actualMillis: number }[];
  mocks: {
    calls: number;
    matches: number;
    misses: number;
    passthroughs: number;
    /** How many calls the snapshot can answer; absent from reports of older versions. */
    recorded?: number;
    matchPercent: number;
    endpoints: { host: string; endpoint: string; matches: number; misses: number; answered: Latency }[];
    missed: Miss[];
  };
  fidelity: {
    guesses: number;
    tolerated: number;
    mockChoices: Record<string, number>;
    lateness: Latency;
    generatorCores: number;
    bindings: number;
    bindingTimeouts: number;
    leftOut: Record<string, number>;
  };
}

/** How many calls were answered from the recording, and of how many: of those that came, or that should have come. */
export function mocksMatched({ calls, matches, recorded = 0 }: Report['mocks']): string {
  return calls === 0 && recorded > 0 ? `no call came, of ${count(recorded)} recorded` : `${count(matches)} of ${count(calls)}`;
}
