// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import dev.reprise.traffic.pair.Gap;
import dev.reprise.traffic.pair.RRPair;
import java.util.List;

/**
 * One record of the log: a batch of one capture, in order of sequence.
 *
 * @param offset its place in the partition
 * @param pairs what was recorded; empty for a record that cannot be read
 * @param gaps what was dropped
 * @param bytes its size in the log
 */
public record LogRecord(long offset, List<RRPair> pairs, List<Gap> gaps, int bytes) {

  /** Copies the lists. */
  public LogRecord {
    pairs = List.copyOf(pairs);
    gaps = List.copyOf(gaps);
  }

  /** A record that holds nothing we understand, and is passed over. */
  public static LogRecord unreadable(long offset, int bytes) {
    return new LogRecord(offset, List.of(), List.of(), bytes);
  }

  int rows() {
    return pairs.size() + gaps.size();
  }
}
