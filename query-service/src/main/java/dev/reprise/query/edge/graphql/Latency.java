// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import org.eclipse.microprofile.graphql.Description;

/** Percentiles, as the schema shows them. */
@Description(
    "How long responses took, from the first byte of the request to the last of the response, in"
        + " milliseconds.")
public record Latency(
    @Description("Half took at most this.") double p50,
    @Description("90 % took at most this.") double p90,
    @Description("95 % took at most this.") double p95,
    @Description("99 % took at most this.") double p99) {

  static Latency of(dev.reprise.warehouse.query.Latency latency) {
    return new Latency(latency.p50(), latency.p90(), latency.p95(), latency.p99());
  }
}
