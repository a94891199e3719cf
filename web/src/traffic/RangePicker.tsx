// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import { useState } from 'react';
import { clock, day, duration } from '../ui/format';
import { Icon } from '../ui/icons';
import { Button, Popover } from '../ui/kit';
import { type Range, RANGES } from './useSelection';

function nameOf(range: Range): string {
  if ('key' in range) return RANGES.find(({ key }) => key === range.key)?.name ?? '';
  const from = new Date(range.from);
  const to = new Date(range.to);
  const short = to.getTime() - from.getTime() < 10_000;
  const end = day(from) === day(to) ? clock(to, short) : `${day(to)} ${clock(to, short)}`;
  return `${day(from)} ${clock(from, short)} – ${end}`;
}

// What <input type="datetime-local"> reads and writes: local time without a zone.
function local(at: Date): string {
  return `${day(at)}T${clock(at, false)}`;
}

export function RangePicker({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const absolute = 'from' in range;
  return (
    <Popover
      label="Time range"
      align="right"
      button={(open, toggle) => (
        <Button
          aria-expanded={open}
          onClick={toggle}
          title={absolute ? `${range.from} – ${range.to} (UTC), ${duration(Date.parse(range.to) - Date.parse(range.from))}` : 'Time range'}
        >
          <Icon name="clock" size={14} />
          {nameOf(range)}
          <Icon name="down" size={12} />
        </Button>
      )}
    >
      {(close) => (
        <>
          {RANGES.map(({ key, name }) => (
            <button
              key={key}
              type="button"
              aria-pressed={!absolute && range.key === key}
              onClick={() => {
                onChange({ key });
                close();
              }}
            >
              {name}
            </button>
          ))}
          <Exact
            range={range}
            onChange={(next) => {
              onChange(next);
              close();
            }}
          />
        </>
      )}
    </Popover>
  );
}

function Exact({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const absolute = 'from' in range;
  const [from, setFrom] = useState(() => local(absolute ? new Date(range.from) : new Date(Date.now() - 3_600_000)));
  const [to, setTo] = useState(() => local(absolute ? new Date(range.to) : new Date()));
  const valid = from !== '' && to !== '' && from < to;
  return (
    <form
      className="exact"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onChange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      }}
    >
      <label className="field">
        <span>From, local time</span>
        <input className="input" type="datetime-local" step="1" value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label className="field">
        <span>To</span>
        <input className="input" type="datetime-local" step="1" value={to} onChange={(event) => setTo(event.target.value)} aria-invalid={!valid} />
      </label>
      <Button small type="submit" disabled={!valid}>
        {valid ? 'Show this time' : 'The end must come after the start'}
      </Button>
    </form>
  );
}
