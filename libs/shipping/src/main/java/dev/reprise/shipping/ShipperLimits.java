// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.time.Duration;

/**
 * How much a shipper holds and sends at a time.
 *
 * @param queuePairs how many pairs may wait in memory
 * @param queueBytes how many bytes of bodies may wait in memory
 * @param batchPairs how many pairs leave in one batch
 * @param batchBytes how many bytes leave in one batch, unless one pair alone is larger
 * @param linger how long a batch waits to become fuller
 * @param ackTimeout how long a sent batch may go unacknowledged before the stream counts as broken
 */
public record ShipperLimits(
    int queuePairs,
    long queueBytes,
    int batchPairs,
    int batchBytes,
    Duration linger,
    Duration ackTimeout) {

  /** What suits an agent on a laptop and in a pod. */
  public static final ShipperLimits DEFAULT =
      new ShipperLimits(
          8192, 64L << 20, 512, 1 << 20, Duration.ofMillis(20), Duration.ofSeconds(30));

  /** Refuses bounds that hold nothing. */
  public ShipperLimits {
    if (queuePairs < 1 || queueBytes < 1 || batchPairs < 1 || batchBytes < 1) {
      throw new IllegalArgumentException(
          "every bound of a shipper must be at least 1: queuePairs=%d queueBytes=%d batchPairs=%d batchBytes=%d"
              .formatted(queuePairs, queueBytes, batchPairs, batchBytes));
    }
  }
}
