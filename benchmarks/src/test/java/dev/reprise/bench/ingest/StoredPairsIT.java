// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.recording.TypicalPairs;
import dev.reprise.fixtures.ClickHouseDatabase;
import dev.reprise.fixtures.NeedsClickHouse;
import dev.reprise.traffic.endpoint.Enrichment;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.warehouse.WarehouseAddress;
import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.schema.Migrator;
import dev.reprise.warehouse.write.ClickHousePairStore;
import dev.reprise.warehouse.write.LogPlace;
import dev.reprise.warehouse.write.PairRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a benchmark says of the warehouse must be so: one that lost a pair must not count. */
@NeedsClickHouse
class StoredPairsIT {

  private static final int PAIRS = 500;

  private final TypicalPairs typical = new TypicalPairs();

  @Test
  void noticesPairsThatAreMissingTwiceOrShorter(ClickHouseDatabase database) {
    var address = WarehouseAddress.parse(database.jdbcUrl(), database.user(), database.password());
    try (var warehouse = new WarehouseClient(address, Duration.ofSeconds(60))) {
      new Migrator(warehouse, Optional.empty()).migrate();
      var store = new ClickHousePairStore(warehouse);
      var stored = new StoredPairs(warehouse, List.of("capture-1"));
      store.insert("first", rows(0, PAIRS), List.of());
      long bytes = bytes();
      stored.expect(PAIRS + 1);

      assertThatCode(() -> stored.requireExactly(PAIRS, bytes)).doesNotThrowAnyException();
      assertThat(stored.lost()).isEqualTo(1);
      assertThat(stored.twice()).isZero();
      assertThatThrownBy(() -> stored.requireExactly(PAIRS + 1, bytes))
          .isInstanceOf(BenchException.class);
      assertThatThrownBy(() -> stored.requireExactly(PAIRS, bytes + 1))
          .isInstanceOf(BenchException.class);

      store.insert("second", rows(0, 1), List.of());

      assertThat(stored.twice()).isEqualTo(1);
      assertThatThrownBy(() -> stored.requireExactly(PAIRS, bytes))
          .isInstanceOf(BenchException.class);
    }
  }

  private List<PairRow> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number ->
            new PairRow(
                Enrichment.enriched(
                    typical.pair(number).stamped(new PairId("capture-1", number + 1L))),
                new LogPlace(0, number)))
        .toList();
  }

  private long bytes() {
    return IntStream.range(0, PAIRS)
        .mapToObj(number -> typical.pair(number).answer())
        .mapToLong(answer -> answer == null ? 0 : answer.body().kept().length())
        .sum();
  }
}
