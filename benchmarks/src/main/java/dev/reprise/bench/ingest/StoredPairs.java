// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.ingest;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Pause;
import dev.reprise.warehouse.WarehouseClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What lies in the warehouse of certain captures. */
final class StoredPairs {

  private final WarehouseClient warehouse;
  private final String captures;
  private long expected;

  /**
   * @param captures their ids
   */
  StoredPairs(WarehouseClient warehouse, List<String> captures) {
    this.warehouse = warehouse;
    this.captures = captures.stream().collect(Collectors.joining("','", "['", "']"));
  }

  /** How many rows there are. */
  long rows() {
    return figures().getFirst();
  }

  /**
   * Waits until so many rows are there.
   *
   * @return false when the time was over first
   */
  boolean await(long wanted, Duration limit) {
    return Pause.until(limit, () -> rows() >= wanted);
  }

  /**
   * Makes sure that every pair is there, once and whole.
   *
   * @param bodyBytes of their answers, all together
   * @throws BenchException if one is missing, there twice, or shorter
   */
  void requireExactly(long pairs, long bodyBytes) {
    var figures = figures();
    if (!figures.equals(List.of(pairs, pairs, bodyBytes))) {
      throw new BenchException(
          "Of %d pairs with %d bytes of answers the warehouse has %d rows, %d different ones, with %d bytes."
              .formatted(pairs, bodyBytes, figures.get(0), figures.get(1), figures.get(2)));
    }
  }

  /** How many copies were dropped, as the gaps in the data tell. */
  long dropped() {
    return Long.parseLong(
        warehouse
            .ask(
                "SELECT sum(dropped_pairs) FROM gaps WHERE capture_id IN {captures:Array(String)}",
                Map.of("captures", captures))
            .getFirst()
            .getFirst());
  }

  /** So many more pairs were seen. */
  void expect(long pairs) {
    expected += pairs;
  }

  /** How many of those expected are neither there nor told of by a gap. */
  long lost() {
    return expected - rows() - dropped();
  }

  /** How many rows are there more than once. */
  long twice() {
    var figures = figures();
    return figures.get(0) - figures.get(1);
  }

  private List<Long> figures() {
    return warehouse
        .ask(
            """
            SELECT count(), uniqExact(capture_id, sequence), sum(length(response_body)) FROM rrpairs
            WHERE capture_id IN {captures:Array(String)}\
            """,
            Map.of("captures", captures))
        .getFirst()
        .stream()
        .map(Long::parseLong)
        .toList();
  }
}
