// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { Report } from './report';

const LATENCY = /^(p[\d.]+) (?:response|service) time of (.+)$/;
const BOUND = /^at most (\d+) ms$/;

/** The bounds on latency among the goals of a report, as lines to draw. */
export function latencyGoals(goals: Report['goals']): { value: number; name: string }[] {
  return goals.flatMap(({ goal, wanted }) => {
    const [, percentile, of] = LATENCY.exec(goal) ?? [];
    const [, millis] = BOUND.exec(wanted) ?? [];
    if (percentile === undefined || of === undefined || millis === undefined) return [];
    return [{ value: Number(millis), name: of === 'all requests' ? percentile : `${percentile} of ${of}` }];
  });
}
