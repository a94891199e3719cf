// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { useEffect, useEffectEvent, useRef } from 'react';
import uPlot from 'uplot';
import { useTheme } from '../app/theme';
import { alone } from './alone';
import { clock, day } from './format';

export interface ChartSeries {
  name: string;
  /** The name of a colour of the theme, without the dashes. */
  color: string;
  /** One for each time; null where there is nothing to draw. */
  values: (number | null)[];
  dash?: boolean;
}

export interface ChartProps {
  /** Seconds since the epoch, or since the start where `relative`. */
  times: number[];
  series: ChartSeries[];
  kind: 'bars' | 'lines';
  height: number;
  /** Of one value, with its unit. */
  format: (value: number) => string;
  label: string;
  /** The whole span, so that the ends show as they are; in seconds. */
  span?: [number, number];
  relative?: boolean;
  axes?: boolean;
  /** Horizontal lines, e.g. goals. */
  marks?: { value: number; name: string }[];
  onBrush?: (from: number, to: number) => void;
}

const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Adds each series to those before it, so that bars stand on one another. */
function stacked(series: ChartSeries[]): (number | null)[][] {
  const sums: number[] = [];
  return series.map(({ values }) =>
    values.map((value, at) => {
      sums[at] = (sums[at] ?? 0) + (value ?? 0);
      return sums[at] ?? 0;
    }),
  );
}

function timeLabel(seconds: number, relative: boolean, step: number): string {
  if (relative) return `${seconds >= 60 ? `${Math.floor(seconds / 60)} min ` : ''}${Math.round((seconds % 60) * 10) / 10} s`;
  const at = new Date(seconds * 1_000);
  if (step >= 86_400) return day(at);
  const text = clock(at, step < 1);
  return step >= 60 ? text.slice(0, 5) : text;
}

/** A canvas chart that keeps its place: new values are drawn into it, it is not made anew. */
export function Chart(props: ChartProps) {
  const { times, series, kind, height, label, span, axes = true } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const tip = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const brush = useEffectEvent((from: number, to: number) => props.onBrush?.(from, to));
  const latest = useRef(props);
  latest.current = props;
  const shape = JSON.stringify([series.map(({ name, color: tone, dash }) => [name, tone, dash]), props.marks, kind, axes, height]);

  useEffect(() => {
    const place = box.current;
    if (!place) return undefined;
    const { series: given } = latest.current;
    const drawn = kind === 'bars' ? [...given].reverse() : given;
    const bars = uPlot.paths.bars?.({ size: [0.86, 40], align: 1, gap: 0 });
    const chart = new uPlot(
      {
        width: Math.max(40, place.clientWidth),
        height,
        padding: [6, 6, axes ? 0 : 2, axes ? 4 : 6],
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: kind === 'lines', size: 6 },
          drag: { x: Boolean(latest.current.onBrush), y: false, setScale: false },
        },
        scales: {
          x: { time: !latest.current.relative, range: (_, min, max) => latest.current.span ?? [min ?? 0, max ?? 1] },
          y: {
            range: (_, __, max) => {
              const top = Math.max(max ?? 0, ...(latest.current.marks ?? []).map(({ value }) => value));
              return [0, top > 0 ? top * 1.12 : 1];
            },
          },
        },
        axes: [
          {
            show: axes,
            stroke: color('faint'),
            font: `11px ${color('font')}`,
            grid: { show: false },
            ticks: { stroke: color('line'), size: 4 },
            size: 26,
            space: 80,
            values: (_, splits) => {
              const step = (splits[1] ?? 0) - (splits[0] ?? 0);
              return splits.map((at) => timeLabel(at, latest.current.relative ?? false, step));
            },
          },
          {
            show: axes,
            stroke: color('faint'),
            font: `11px ${color('font')}`,
            grid: { stroke: color('grid'), width: 1 },
            ticks: { show: false },
            size: 62,
            space: 34,
            values: (_, splits) => splits.map((value) => (value === null ? '' : latest.current.format(value))),
          },
        ],
        series: [
          {},
          ...drawn.map((one) => ({
            label: one.name,
            stroke: color(one.color),
            width: kind === 'bars' ? 0 : 1.75,
            ...(one.dash ? { dash: [5, 4] } : {}),
            ...(kind === 'bars'
              ? { fill: color(one.color), points: { show: false }, ...(bars ? { paths: bars } : {}) }
              : { points: { size: 4, fill: color(one.color), filter: (self: uPlot, at: number, show: boolean) => (show ? null : alone(self.data[at] ?? [])) }, spanGaps: false }),
          })),
        ],
        hooks: {
          setSelect: [
            (self) => {
              const { left, width } = self.select;
              if (width > 3) brush(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'));
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
          setCursor: [(self) => showTip(self, tip.current, latest.current)],
          draw: [(self) => drawMarks(self, latest.current.marks ?? [], latest.current.format)],
        },
      },
      dataOf(latest.current),
      place,
    );
    plot.current = chart;
    const watch = new ResizeObserver(() => chart.setSize({ width: Math.max(40, place.clientWidth), height }));
    watch.observe(place);
    return () => {
      watch.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [shape, theme, kind, height, axes]);

  useEffect(() => {
    plot.current?.setData(dataOf(latest.current));
  }, [times, series, span]);

  return (
    <div className="chart" style={{ height }}>
      <div ref={box} role="img" aria-label={label} />
      <div ref={tip} className="tip" hidden />
    </div>
  );
}

function dataOf({ times, series, kind }: ChartProps): uPlot.AlignedData {
  const values = kind === 'bars' ? stacked(series).reverse() : series.map(({ values: all }) => all);
  return [times, ...values] as uPlot.AlignedData;
}

function drawMarks(self: uPlot, marks: { value: number; name: string }[], format: (value: number) => string): void {
  const { ctx, bbox } = self;
  for (const { value, name } of marks) {
    const y = self.valToPos(value, 'y', true);
    ctx.save();
    ctx.strokeStyle = color('warn');
    ctx.fillStyle = color('warn');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${11 * devicePixelRatio}px ${color('font')}`;
    ctx.textAlign = 'right';
    ctx.fillText(`${name} ${format(value)}`, bbox.left + bbox.width - 4, y - 4 * devicePixelRatio);
    ctx.restore();
  }
}

function showTip(self: uPlot, tip: HTMLDivElement | null, { times, series, format, relative, kind }: ChartProps): void {
  if (!tip) return;
  const { idx, left } = self.cursor;
  const at = idx === null || idx === undefined ? undefined : times[idx];
  if (at === undefined || left === undefined || left < 0) {
    tip.hidden = true;
    return;
  }
  const step = (times[1] ?? at + 60) - (times[0] ?? at);
  const rows = series
    .map((one) => ({ ...one, value: one.values[idx as number] ?? null }))
    .filter(({ value }) => value !== null && (kind === 'lines' || value > 0));
  tip.replaceChildren(
    line('b', relative ? timeLabel(at, true, step) : `${step >= 86_400 ? '' : `${day(new Date(at * 1_000))} `}${timeLabel(at, false, step)}`),
    ...rows.map(({ name, color: tone, value }) => {
      const row = line('div', '');
      const dot = document.createElement('i');
      dot.style.background = `var(--${tone})`;
      row.append(dot, line('span', name), line('em', format(value ?? 0)));
      return row;
    }),
  );
  if (rows.length === 0) tip.append(line('div', 'nothing'));
  tip.hidden = false;
  const offset = self.over.offsetLeft + left;
  const width = tip.offsetWidth;
  tip.style.left = `${offset + width + 24 > self.width ? offset - width - 12 : offset + 12}px`;
}

function line(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
