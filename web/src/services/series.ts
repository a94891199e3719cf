// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { EndpointSeriesQuery } from '../generated/graphql';

export type Series = NonNullable<EndpointSeriesQuery['series']>;

/** What charts draw of a series: every step of its span, also those without pairs. */
export function draw({ from, to, stepMillis, amounts, paces }: Series) {
  const first = Date.parse(from) / 1_000;
  const last = Date.parse(to) / 1_000;
  const step = stepMillis / 1_000;
  const steps = Math.max(1, Math.round((last - first) / step));
  const times = Array.from({ length: steps }, (_, at) => first + at * step);
  const at = (start: string) => Math.round((Date.parse(start) / 1_000 - first) / step);
  const line = <T extends { start: string }>(rows: T[], value: (row: T) => number, otherwise: number | null) => {
    const values = new Array<number | null>(steps).fill(otherwise);
    for (const row of rows) if (at(row.start) >= 0 && at(row.start) < steps) values[at(row.start)] = value(row);
    return values;
  };
  const begun = amounts[0] ? Date.parse(amounts[0].start) / 1_000 : first;
  const ended = amounts.at(-1) ? Date.parse(amounts.at(-1)?.start ?? to) / 1_000 + step : last;
  const all = amounts.reduce((sum, { inbound, outbound }) => sum + inbound + outbound, 0);
  return {
    times,
    step,
    span: [first, last] as [number, number],
    rate: all / Math.max(step, ended - begun),
    paces: [
      { name: 'p50', color: 'fill-good', values: line(paces, ({ latency }) => latency.p50, null) },
      { name: 'p95', color: 'fill-accent', values: line(paces, ({ latency }) => latency.p95, null) },
      { name: 'p99', color: 'fill-warn', values: line(paces, ({ latency }) => latency.p99, null) },
    ],
    amounts: [
      { name: 'under 300', color: 'fill-good', values: line(amounts, ({ statuses }) => statuses.success, 0) },
      { name: '300 – 399', color: 'fill-note', values: line(amounts, ({ statuses }) => statuses.redirect, 0) },
      { name: '400 – 499', color: 'fill-warn', values: line(amounts, ({ statuses }) => statuses.clientError, 0) },
      { name: '500 and above', color: 'fill-bad', values: line(amounts, ({ statuses }) => statuses.serverError, 0) },
      { name: 'no response', color: 'fill-none', values: line(amounts, ({ statuses }) => statuses.unanswered, 0) },
    ],
  };
}
