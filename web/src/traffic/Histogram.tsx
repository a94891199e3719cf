// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useMemo } from 'react';
import { useAsk } from '../api/useAsk';
import { HistogramDocument, type HistogramQuery } from '../generated/graphql';
import { Chart, type ChartSeries } from '../ui/Chart';
import { count, counted, duration, rate } from '../ui/format';
import { Busy, Trouble } from '../ui/kit';
import type { Asked, Range } from './useSelection';

const HEIGHT = 92;
const STEPS = 120;

type Series = NonNullable<HistogramQuery['series']>;

/** Traffic over time, by how it ended; a span drawn with the mouse becomes the time range. */
export function Histogram({ asked, every, when, onBrush }: { asked: Asked; every: number | false; when: boolean; onBrush: (range: Range) => void }) {
  const answer = useAsk(HistogramDocument, { ...asked, steps: STEPS }, { every, when });
  const series = answer.data?.series ?? null;
  const drawn = useMemo(() => (series ? draw(series) : null), [series]);
  if (answer.error && !series) {
    return (
      <div className="histogram" style={{ minHeight: HEIGHT }}>
        <Trouble failure={answer.error} again={() => void answer.refetch()} />
      </div>
    );
  }
  return (
    <section className="histogram" aria-label="Traffic over time">
      <Busy when={answer.isPlaceholderData} />
      {drawn ? (
        <>
          <Chart
            kind="bars"
            height={HEIGHT}
            format={count}
            times={drawn.times}
            series={drawn.series}
            span={drawn.span}
            label={drawn.label}
            onBrush={(from, to) => onBrush({ from: iso(from), to: iso(to) })}
          />
          <p className="rates">
            <span className="in">IN {rate(drawn.inbound / drawn.seconds)}</span>
            <span className="out">OUT {rate(drawn.outbound / drawn.seconds)}</span>
            <span className="faint">a bar is {duration(drawn.step * 1_000)}; drag to zoom</span>
          </p>
        </>
      ) : (
        <div style={{ height: HEIGHT }} />
      )}
    </section>
  );
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

const MIX: { key: keyof Series['amounts'][number]['statuses']; name: string; color: string }[] = [
  { key: 'success', name: 'under 300', color: 'fill-good' },
  { key: 'redirect', name: '300 – 399', color: 'fill-note' },
  { key: 'clientError', name: '400 – 499', color: 'fill-warn' },
  { key: 'serverError', name: '500 and above', color: 'fill-bad' },
  { key: 'unanswered', name: 'no response', color: 'fill-none' },
];

function draw({ from, to, stepMillis, amounts }: Series) {
  const first = Date.parse(from) / 1_000;
  const last = Date.parse(to) / 1_000;
  const step = stepMillis / 1_000;
  const steps = Math.max(1, Math.round((last - first) / step));
  const times = Array.from({ length: steps }, (_, at) => first + at * step);
  const series: ChartSeries[] = MIX.map(({ name, color }) => ({ name, color, values: new Array<number>(steps).fill(0) }));
  let inbound = 0;
  let outbound = 0;
  for (const amount of amounts) {
    const at = Math.round((Date.parse(amount.start) / 1_000 - first) / step);
    MIX.forEach(({ key }, which) => {
      const values = series[which]?.values;
      if (values && at >= 0 && at < steps) values[at] = amount.statuses[key];
    });
    inbound += amount.inbound;
    outbound += amount.outbound;
  }
  const busy = amounts.length > 0 ? amounts : [{ start: from }];
  const begun = Date.parse(busy[0]?.start ?? from) / 1_000;
  const ended = Date.parse(busy.at(-1)?.start ?? to) / 1_000 + step;
  return {
    times,
    series,
    span: [first, last] as [number, number],
    step,
    inbound,
    outbound,
    seconds: Math.max(step, ended - begun),
    label: `${counted(inbound + outbound, 'pair')} over time, ${count(inbound)} inbound and ${count(outbound)} outbound`,
  };
}
