// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import java.time.Duration;

/**
 * How much reading the warehouse is asked to bear.
 *
 * @param concurrent how many statements run at once; the rest wait
 * @param patience how long a statement waits for its turn before it is refused as overload
 * @param time how long a statement may run
 * @param memoryBytes how much memory a statement may take on the server
 */
public record QueryLimits(int concurrent, Duration patience, Duration time, long memoryBytes) {

  /** For one machine: a page waits for few others, and an aggregate over millions fits. */
  public static final QueryLimits LOCAL =
      new QueryLimits(6, Duration.ofSeconds(10), Duration.ofSeconds(30), 1L << 30);
}
