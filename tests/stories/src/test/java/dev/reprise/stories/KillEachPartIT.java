// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ClickHouseBackend;
import dev.reprise.fixtures.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of every part while a shop is recorded at 500 requests a second: its customers do
 * not notice, and the warehouse has every pair once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillEachPartIT {

  private static final int PER_SECOND = 500;
  private static final Duration ARRIVAL = Duration.ofMinutes(3);

  private Path folder;
  private Stack stack;

  @BeforeAll
  void up(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path temporary) {
    folder = temporary;
    stack = new Stack(folder.resolve("home"));
    stack.up();
  }

  @AfterAll
  void down() {
    stack.down();
  }

  @Test
  void customersDoNotNoticeThatPartsOfTheStackAreKilledAndNoPairIsLostOrDoubled() {
    try (var shop = new RecordedShop("shop", stack, folder.resolve("shop"));
        var load = new SteadyLoad(shop.inboundPort(), PER_SECOND, ledgerOf(shop))) {
      for (String part : List.of("clickhouse", "kafka", "ingest")) {
        load.awaitMore(PER_SECOND);
        stack.killAndAwaitReady(part);
      }
      stack.killPostgresServerAndAwaitReady();
      for (String part : List.of("query", "snapshot", "orchestrator")) {
        stack.killAndAwaitReady(part);
      }
      load.awaitMore(PER_SECOND);
      stack.killSupervisor();
      stack.up();
      load.awaitMore(PER_SECOND);
      load.stop();
      System.err.println("Parts of the stack: " + load.rate());

      assertThat(load.errors()).isEmpty();
      var sent =
          Stream.concat(
                  Sightings.inLedger(ledgerOf(shop)).stream(),
                  Sightings.inLedger(shop.outboundLedger()).stream())
              .sorted()
              .toList();
      assertThat(sent).hasSizeGreaterThan((int) load.sent());
      awaitPairs(shop.service(), sent.size());
      assertThat(Sightings.stored(warehouse(), shop.service())).isEqualTo(sent);
      assertThat(asked("SELECT sum(dropped_pairs) FROM reprise.gaps WHERE service = 'shop'"))
          .isZero();
    }
  }

  /** Of the proxy itself: what was acknowledged or spooled. Its customers notice, of course. */
  @Test
  void whatAKilledProxyHasHandedOverOrSpooledIsInTheWarehouseOnce() {
    try (var shop = new RecordedShop("killed-shop", stack, folder.resolve("killed-shop"))) {
      Path spool = shop.spools().getFirst();
      var capture = spool.getFileName().toString();
      long spooled;
      try (var load = new SteadyLoad(shop.inboundPort(), PER_SECOND, ledgerOf(shop))) {
        load.awaitMore(2 * PER_SECOND);
        assertThat(load.errors()).isEmpty();
        stack.kill("ingest"); // from now on copies wait on disk
        Eventually.holds(ARRIVAL, () -> SpoolFiles.lastSequence(spool) > 2 * PER_SECOND);
        shop.killProxy();
        spooled = SpoolFiles.lastSequence(spool);
        load.stop();
        System.err.println("The proxy: " + load.rate());
      }

      shop.restartProxy();
      try (var load =
          new SteadyLoad(shop.inboundPort(), PER_SECOND, folder.resolve("after.jsonl"))) {
        load.awaitMore(PER_SECOND);
        load.stop();
        assertThat(load.errors()).isEmpty();
      }

      Eventually.holds(
          ARRIVAL, () -> !shop.spools().contains(spool), () -> "the spool is not settled");
      Eventually.holds(ARRIVAL, () -> sequences(capture).size() >= spooled);
      var sequences = sequences(capture);
      assertThat(sequences).isEqualTo(LongStream.rangeClosed(1, sequences.size()).boxed().toList());
      assertThat(sequences.size()).isGreaterThanOrEqualTo((int) spooled);
      var after = Sightings.inLedger(folder.resolve("after.jsonl"));
      Eventually.holds(
          ARRIVAL, () -> Sightings.stored(warehouse(), shop.service()).containsAll(after));
      assertThat(asked("SELECT sum(dropped_pairs) FROM reprise.gaps WHERE service = 'killed-shop'"))
          .isZero();
    }
  }

  private Path ledgerOf(RecordedShop shop) {
    return folder.resolve(shop.service() + ".jsonl");
  }

  private ClickHouseBackend warehouse() {
    return stack.warehouse();
  }

  private long asked(String sql) {
    return Long.parseLong(warehouse().execute(sql).strip());
  }

  private void awaitPairs(String service, long pairs) {
    String count = "SELECT count() FROM reprise.rrpairs WHERE service = '" + service + "'";
    Eventually.holds(
        ARRIVAL,
        () -> asked(count) >= pairs,
        () -> "%d of %d pairs have arrived".formatted(asked(count), pairs));
  }

  /** The places of a capture that are taken, by pairs and gaps, in order; twice where one is. */
  private List<Long> sequences(String capture) {
    var sql =
        """
        SELECT sequence FROM reprise.rrpairs WHERE capture_id = '%1$s'
        UNION ALL SELECT sequence FROM reprise.gaps WHERE capture_id = '%1$s'\
        """
            .formatted(capture);
    return warehouse().execute(sql).lines().map(Long::valueOf).sorted().toList();
  }
}
