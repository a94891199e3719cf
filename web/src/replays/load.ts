// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
// How a replay sends, as the form asks for it and the test config says it (docs/replay.md).

export type LoadKind = 'recorded' | 'fast' | 'rate';

export interface Load {
  kind: LoadKind;
  /** Of the recorded gaps: 2 halves them. */
  speed: number;
  vusers: number;
  requestsPerSecond: number;
  seconds: number;
}

export const AS_RECORDED: Load = { kind: 'recorded', speed: 1, vusers: 1, requestsPerSecond: 50, seconds: 60 };

export interface Measure {
  name: 'speed' | 'vusers' | 'requestsPerSecond' | 'seconds';
  label: string;
  least: number;
  most: number;
  isWhole: boolean;
}

/** What is asked for each kind of load, within the bounds of the test config. */
export const MEASURES: Record<LoadKind, Measure[]> = {
  recorded: [{ name: 'speed', label: 'Times as fast as recorded', least: 0.001, most: 1_000, isWhole: false }],
  fast: [{ name: 'vusers', label: 'Users at the same time', least: 1, most: 100_000, isWhole: true }],
  rate: [
    { name: 'requestsPerSecond', label: 'Requests a second', least: 0.001, most: 1_000_000, isWhole: false },
    { name: 'seconds', label: 'For so many seconds', least: 1, most: 86_400, isWhole: true },
  ],
};

/** Whether a number may stand there. */
export function fits(value: number, { least, most, isWhole }: Measure): boolean {
  return Number.isFinite(value) && value >= least && value <= most && (!isWhole || Number.isInteger(value));
}

/** The test config of a load; empty where it is the default. */
export function testConfigOf({ kind, speed, vusers, requestsPerSecond, seconds }: Load): string {
  switch (kind) {
    case 'recorded':
      return speed === 1 ? '' : JSON.stringify({ load: { recorded: { speed } } });
    case 'fast':
      return JSON.stringify({ load: { fast: { vusers } } });
    case 'rate':
      return JSON.stringify({ load: { stages: [{ requestsPerSecond, seconds }] } });
  }
}
