// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
import type { Report } from './report';

export interface Beside {
  endpoint: string;
  requests: { here: number; there: number };
  success: { here: number; there: number };
  p95: { here: number; there: number };
}

/** The endpoints that two reports have in common, the figures of both. */
export function beside(here: Report, there: Report): Beside[] {
  const known = new Map(there.endpoints.map((figures) => [figures.endpoint, figures]));
  return here.endpoints.flatMap((one) => {
    const other = known.get(one.endpoint);
    if (!other) return [];
    return [
      {
        endpoint: one.endpoint,
        requests: { here: one.requests, there: other.requests },
        success: { here: one.successPercent, there: other.successPercent },
        p95: { here: one.service.p95Millis, there: other.service.p95Millis },
      },
    ];
  });
}
