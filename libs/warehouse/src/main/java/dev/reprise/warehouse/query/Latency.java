// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import java.sql.SQLException;
import java.util.List;

/**
 * How long responses took, in milliseconds; all 0 where there was none.
 *
 * @param p50 half took at most this
 */
public record Latency(double p50, double p90, double p95, double p99) {

  static final String COLUMN =
      "quantilesTDigestIf(0.5, 0.9, 0.95, 0.99)(duration_nanos, has_response)";

  private static final double NANOS_PER_MILLI = 1_000_000;

  /** The engine's array is Float32 and has no number where there was nothing to rank. */
  static Latency read(Row row) throws SQLException {
    List<Double> nanos = row.float32s();
    return new Latency(
        millis(nanos.get(0)), millis(nanos.get(1)), millis(nanos.get(2)), millis(nanos.get(3)));
  }

  private static double millis(double nanos) {
    return Double.isNaN(nanos) ? 0 : nanos / NANOS_PER_MILLI;
  }
}
