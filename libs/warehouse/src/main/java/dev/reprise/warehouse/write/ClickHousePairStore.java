// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.write;

import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.WarehouseClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps pairs in ClickHouse. */
public final class ClickHousePairStore implements PairStore {

  // One insert must be one block, or the token would name only its first part.
  private static final String MAX_ROWS_PER_BLOCK = "1048576";

  private static final String HIGHEST =
      """
      SELECT capture_id, max(highest) FROM (
        SELECT capture_id, max(sequence) AS highest FROM rrpairs
        WHERE capture_id IN {captures:Array(String)}
          AND log_partition = {partition:UInt32} AND log_offset < {offset:UInt64}
        GROUP BY capture_id
        UNION ALL
        SELECT capture_id, max(sequence) AS highest FROM gaps
        WHERE capture_id IN {captures:Array(String)}
          AND log_partition = {partition:UInt32} AND log_offset < {offset:UInt64}
        GROUP BY capture_id)
      GROUP BY capture_id\
      """;

  private static final String STORED =
      """
      SELECT capture_id, sequence FROM rrpairs
      WHERE log_partition = {partition:UInt32} AND log_offset BETWEEN {first:UInt64} AND {last:UInt64}
      UNION ALL
      SELECT capture_id, sequence FROM gaps
      WHERE log_partition = {partition:UInt32} AND log_offset BETWEEN {first:UInt64} AND {last:UInt64}\
      """;

  private static final String WATERMARK =
      """
      INSERT INTO watermarks (log_partition, log_offset)
      SELECT {partition:UInt32}, {offset:UInt64}\
      """;

  private final WarehouseClient client;
  private final boolean isReplicated;

  /** On a single server; the caller closes the client. */
  public ClickHousePairStore(WarehouseClient client) {
    this(client, false);
  }

  /**
   * The caller closes the client.
   *
   * @param isReplicated whether several servers keep copies of the tables
   */
  public ClickHousePairStore(WarehouseClient client, boolean isReplicated) {
    this.client = client;
    this.isReplicated = isReplicated;
  }

  @Override
  public void insert(String token, List<PairRow> pairs, List<GapRow> gaps) {
    var settings = settings(token);
    if (!pairs.isEmpty()) {
      insert(NativeBlock.of("rrpairs", PairRow.COLUMNS, pairs), settings);
    }
    if (!gaps.isEmpty()) {
      insert(NativeBlock.of("gaps", GapRow.COLUMNS, gaps), settings);
    }
  }

  private void insert(NativeBlock block, Map<String, String> settings) {
    client.insert(block.sql(), settings, block.chunks());
  }

  private static Map<String, String> settings(String token) {
    return Map.of(
        "insert_deduplication_token", token,
        "insert_deduplicate", "1",
        "async_insert", "0",
        "max_insert_block_size", MAX_ROWS_PER_BLOCK,
        "max_partitions_per_insert_block", "0");
  }

  @Override
  public Set<PairId> stored(int partition, long firstOffset, long lastOffset) {
    if (isReplicated) { // this replica may not have yet what another has answered for
      client.run("SYSTEM SYNC REPLICA rrpairs");
      client.run("SYSTEM SYNC REPLICA gaps");
    }
    var values =
        Map.of(
            "partition", String.valueOf(partition),
            "first", String.valueOf(firstOffset),
            "last", String.valueOf(lastOffset));
    return client.ask(STORED, values).stream()
        .map(row -> new PairId(row.get(0), Long.parseLong(row.get(1))))
        .collect(Collectors.toSet());
  }

  @Override
  public Map<String, Long> highestSequences(
      int partition, long belowOffset, Collection<String> captures) {
    if (captures.isEmpty() || belowOffset == 0) {
      return Map.of();
    }
    var values =
        Map.of(
            "captures", arrayOf(captures),
            "partition", String.valueOf(partition),
            "offset", String.valueOf(belowOffset));
    var highest = new HashMap<String, Long>();
    for (var row : client.ask(HIGHEST, values)) {
      highest.put(row.get(0), Long.parseLong(row.get(1)));
    }
    return highest;
  }

  @Override
  public void noteWatermark(int partition, long offset) {
    client.run(
        WATERMARK,
        Map.of("partition", String.valueOf(partition), "offset", String.valueOf(offset)));
  }

  @Override
  public OptionalLong watermark(int partition) {
    return client
        .ask(
            "SELECT log_offset FROM watermarks WHERE log_partition = {partition:UInt32}",
            Map.of("partition", String.valueOf(partition)))
        .stream()
        .mapToLong(row -> Long.parseLong(row.getFirst()))
        .max();
  }

  private static String arrayOf(Collection<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
