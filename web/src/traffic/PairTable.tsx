// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useImperativeHandle, useRef } from 'react';
import { bytes, duration } from '../ui/format';
import { Status, Time, Way } from '../ui/kit';
import type { Row } from './usePairs';

const HEIGHT = 30;
const AHEAD = 40;

export interface PairTableHandle {
  toTop: () => void;
  move: (step: number) => void;
}

export interface PairTableProps {
  rows: Row[];
  total: number | null;
  /** The rows are those of the question before. */
  isChanging?: boolean;
  selected: string | null;
  onSelect: (id: string) => void;
  hasMore: boolean;
  onMore: () => void;
  onAtTop?: (atTop: boolean) => void;
  ref?: React.Ref<PairTableHandle>;
}

/** The list of pairs. Only rows in sight exist; rows that come in above do not move those in sight. */
export function PairTable({ rows, total, isChanging = false, selected, onSelect, hasMore, onMore, onAtTop, ref }: PairTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastInSight = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastInSight >= rows.length - AHEAD) onMore();
  }, [hasMore, lastInSight, rows.length, onMore]);

  const at = rows.findIndex(({ id }) => id === selected);
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    onSelect(row.id);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  useImperativeHandle(ref, () => ({ toTop: () => scroller.current?.scrollTo({ top: 0 }), move: (step) => go(at + step) }));

  // A pair that the address names is shown where it is in the list.
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (selected && selected !== shown.current && at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
    shown.current = selected;
  }, [selected, at, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? HEIGHT) / HEIGHT) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(at < 0 ? 0 : at + step);
  };

  return (
    <div
      className="pairs"
      role="grid"
      aria-label="Pairs, newest first"
      aria-rowcount={total ?? -1}
      aria-busy={isChanging}
      aria-activedescendant={at >= 0 ? `row-${rows[at]?.id}` : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={onKeyDown}
      onScroll={(event) => onAtTop?.(event.currentTarget.scrollTop < HEIGHT)}
    >
      <div className="head" role="rowgroup">
        <div role="row" className="row">
          <span role="columnheader" className="c-time" title="When the request began; newest first">
            Time <span aria-hidden="true">↓</span>
          </span>
          <span role="columnheader" className="c-way">Way</span>
          <span role="columnheader" className="c-service">Service</span>
          <span role="columnheader" className="c-method">Method</span>
          <span role="columnheader" className="c-target">Location</span>
          <span role="columnheader" className="c-host">Host</span>
          <span role="columnheader" className="c-status">Status</span>
          <span role="columnheader" className="c-duration num">Duration</span>
          <span role="columnheader" className="c-size num">Response</span>
          <span role="columnheader" className="c-tech">Technology</span>
        </div>
      </div>
      <div role="rowgroup" className="rows" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <PairLine key={row.id} row={row} index={item.index} top={item.start} isSelected={row.id === selected} onSelect={onSelect} />
          ) : null;
        })}
      </div>
    </div>
  );
}

const PairLine = memo(function PairLine({ row, index, top, isSelected, onSelect }: { row: Row; index: number; top: number; isSelected: boolean; onSelect: (id: string) => void }) {
  const { request, status, durationMillis } = row;
  return (
    <div
      role="row"
      id={`row-${row.id}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className="row"
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(row.id)}
    >
      <span role="gridcell" className="c-time mono">
        <Time at={row.startTime} />
      </span>
      <span role="gridcell" className="c-way">
        <Way direction={row.direction} />
      </span>
      <span role="gridcell" className="c-service cut">{row.service}</span>
      <span role="gridcell" className="c-method mono" data-method={request.method}>{request.method}</span>
      <span role="gridcell" className="c-target mono cut" title={request.target}>{request.target}</span>
      <span role="gridcell" className="c-host cut dim">{request.host}</span>
      <span role="gridcell" className="c-status">
        <Status status={status} />
      </span>
      <span role="gridcell" className="c-duration num">
        {duration(durationMillis)}
        <i style={{ width: `${pace(durationMillis)}%` }} data-slow={(durationMillis ?? 0) >= 1_000} />
      </span>
      <span role="gridcell" className="c-size num dim">{bytes(row.responseBytes)}</span>
      <span role="gridcell" className="c-tech dim">{row.technology}</span>
    </div>
  );
});

/** A bar that grows with the logarithm: 1 ms is nothing, 10 s is full. */
function pace(millis: number | null): number {
  return millis ? Math.max(0, Math.min(100, Math.log10(Math.max(1, millis)) * 25)) : 0;
}
