// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.traffic.pair.UnstampedPair;
import java.time.Duration;

/** Ships pairs of one capture to ingest-service, in order. */
@SuppressWarnings("DoNotCallSuggester")
public final class Shipper implements PairSink, AutoCloseable {

  private Shipper() {}

  /** Begins a new capture, and ships what earlier captures left in the spool. */
  public static Shipper start(ShipperSettings settings) {
    throw new UnsupportedOperationException("not yet: " + settings);
  }

  /** The id of this run, which every pair is stamped with. */
  public String captureId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void offer(UnstampedPair pair) {
    throw new UnsupportedOperationException();
  }

  /** Takes the pair, waiting for room as long as need be: nothing is dropped. */
  public void put(UnstampedPair pair) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Waits until all that was handed over before is acknowledged or in the spool. */
  public boolean flush(Duration limit) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Waits until all that was handed over before is acknowledged. */
  public boolean awaitAcked(Duration limit) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** What has become of the pairs so far. */
  public ShipperCounters counters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
