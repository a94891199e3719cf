// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// Numbers as people read them: always with a unit, never with more digits than they carry.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** 1,312 */
export function count(value: number): string {
  return whole.format(value);
}

/** 1.3K: where a count has little room. */
export function shortCount(value: number): string {
  return value < 10_000 ? whole.format(value) : compact.format(value);
}

/** "1 pair", "2 pairs" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

function digits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2);
}

/** 0.92 ms, 12.3 ms, 1.24 s, 2 min 3 s */
export function duration(millis: number | null | undefined): string {
  if (millis === null || millis === undefined) return '–';
  if (millis < 0.1 && millis > 0) return `${digits(millis * 1000)} µs`;
  if (millis < 1_000) return `${digits(millis)} ms`;
  if (millis < 60_000) return `${digits(millis / 1_000)} s`;
  const seconds = Math.round(millis / 1_000);
  if (seconds < 3_600) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  return joined(Math.floor(minutes / 1_440), 'd', Math.floor((minutes % 1_440) / 60), 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** 116 B, 1.2 KiB */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return unit === 0 ? `${whole.format(size)} B` : `${digits(size)} ${units[unit]}`;
}

/** 12.3 % of a share between 0 and 1. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return '0 %';
  if (value < 0.1) return '< 0.1 %';
  if (value > 99.9 && value < 100) return '> 99.9 %';
  return `${value.toFixed(value >= 10 && Number.isInteger(value) ? 0 : 1)} %`;
}

/** 12.3/s */
export function rate(perSecond: number): string {
  return perSecond === 0 ? '0/s' : perSecond < 0.01 ? '< 0.01/s' : `${digits(perSecond)}/s`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** 04:18:45.094 in local time. */
export function clock(at: Date, withMillis = true): string {
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return withMillis ? `${time}.${String(at.getMilliseconds()).padStart(3, '0')}` : time;
}

/** 2026-11-25 in local time. */
export function day(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** 2026-11-25 04:18 in local time. */
export function moment(at: Date): string {
  return `${day(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The whole of an instant in UTC, with all digits that it came with. */
export function utc(instant: string): string {
  return `${instant.replace('T', ' ').replace(/Z$/, '')} UTC`;
}

/** "3 min ago" */
export function ago(at: Date, now = new Date()): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1_000);
  if (seconds < 0) return 'in the future';
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 48 * 3_600) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
