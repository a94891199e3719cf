// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.ClickHouseBackend;
import dev.reprise.fixtures.Eventually;
import dev.reprise.fixtures.FaultyLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
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
 * not notice, and the warehouse has every pair once, or says where one is missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillEachPartIT {

  private static final int PER_SECOND = 500;
  private static final int SPOOL_BYTES = 4 << 20;
  private static final int DOWNLOADS = 45; // of 2 MB: more than the spool and the queue hold
  private static final List<String> PARTS =
      List.of("clickhouse", "kafka", "ingest", "postgres", "query", "snapshot", "orchestrator");
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
      String capture = shop.spools().getFirst().getFileName().toString();
      for (String part : PARTS) {
        load.awaitMore(PER_SECOND);
        Duration took = stack.killAndAwaitReady(part);
        assertThat(load.errors()).as("for customers while %s was away", part).isEmpty();
        System.err.printf("%s was back after %d ms%n", part, took.toMillis());
      }
      load.awaitMore(PER_SECOND);
      stack.killSupervisor();
      stack.up();
      load.awaitMore(PER_SECOND);
      load.stop();
      System.err.println("Parts of the stack: " + load.rate());
      assertThat(load.errors()).isEmpty();
      var sent = sent(shop);
      assertThat(sent).hasSizeGreaterThan((int) load.sent());
      awaitPairs(shop.service(), sent.size());
      var told = shop.endProxy();
      System.err.println("The proxy says " + told);

      assertThat(told.path("pairs").asLong()).isEqualTo(sent.size());
      assertThat(told.path("acknowledged").asLong()).isEqualTo(sent.size());
      assertThat(told.path("dropped").asLong()).isZero();
      assertThat(Sightings.stored(warehouse(), shop.service())).isEqualTo(sent);
      assertThat(sequences(capture)).isEqualTo(upTo(sent.size()));
    }
  }

  /** Of the proxy itself: what was acknowledged or spooled. Its customers notice, of course. */
  @Test
  void whatAKilledProxyHasHandedOverOrSpooledIsInTheWarehouseOnce() throws IOException {
    try (var shop = new RecordedShop("killed-shop", stack, folder.resolve("killed-shop"))) {
      Path spool = shop.spools().getFirst();
      String capture = spool.getFileName().toString();
      long spooled;
      try (var load = new SteadyLoad(shop.inboundPort(), PER_SECOND, ledgerOf(shop));
          var waiting = new WaitingClients(shop.inboundPort(), shop.outboundPort())) {
        load.awaitMore(2 * PER_SECOND);
        assertThat(load.errors()).isEmpty();
        stack.kill("ingest"); // from now on copies wait on disk
        Eventually.holds(ARRIVAL, () -> SpoolFiles.lastSequence(spool) > 2 * PER_SECOND);
        shop.killProxy();
        spooled = SpoolFiles.lastSequence(spool);
        waiting.seeTheirEnd();
        load.stop();
        assertThat(load.errors()).noneMatch(error -> error.contains("Timeout"));
        System.err.printf(
            "The proxy: %s; %d pairs spooled or acknowledged; %d requests failed%n",
            load.rate(), spooled, load.errors().size());
      }

      shop.restartProxy();
      Path ledgerAfter = folder.resolve("after.jsonl");
      try (var load = new SteadyLoad(shop.inboundPort(), PER_SECOND, ledgerAfter)) {
        load.awaitMore(PER_SECOND);
        load.stop();
        assertThat(load.errors()).isEmpty();
      }

      Eventually.holds(
          ARRIVAL, () -> !shop.spools().contains(spool), () -> "the spool is not settled");
      Eventually.holds(ARRIVAL, () -> sequences(capture).size() >= spooled);
      var sequences = sequences(capture);
      assertThat(sequences).isEqualTo(upTo(sequences.size()));
      assertThat(sequences.size()).isGreaterThanOrEqualTo((int) spooled);
      var after = Sightings.inLedger(ledgerAfter);
      Eventually.holds(
          ARRIVAL,
          () -> new HashSet<>(Sightings.stored(warehouse(), shop.service())).containsAll(after));
      assertThat(droppedPairs(shop.service())).isZero();
    }
  }

  /** What finds no room any more is missing, but counted, and the recording says where. */
  @Test
  void whatFindsNoRoomWhileIngestIsAwayIsCountedAndRecordedAsGaps() {
    Path place = folder.resolve("crowded-shop");
    try (var link = FaultyLink.to(stack.ingestPort());
        var shop =
            new RecordedShop(
                "crowded-shop",
                link.address(),
                stack.token(),
                place,
                List.of("--spool-limit", Integer.toString(SPOOL_BYTES)));
        var load = new SteadyLoad(shop.inboundPort(), PER_SECOND, ledgerOf(shop))) {
      String capture = shop.spools().getFirst().getFileName().toString();
      load.awaitMore(PER_SECOND);
      link.cut();
      load.awaitMore(PER_SECOND);
      assertThat(shop.spoolBytes()).isPositive();
      for (int i = 0; i < DOWNLOADS; i++) {
        load.download();
        assertThat(shop.spoolBytes()).isLessThanOrEqualTo(SPOOL_BYTES);
      }
      load.awaitMore(PER_SECOND);
      link.mend();
      load.awaitMore(PER_SECOND);
      load.stop();
      assertThat(load.errors()).isEmpty();
      var sent = sent(shop);
      awaitPairs(shop.service(), sent.size());
      var told = shop.endProxy();
      System.err.println("The proxy without room says " + told);

      long dropped = told.path("dropped").asLong();
      long acknowledged = told.path("acknowledged").asLong();
      assertThat(told.path("pairs").asLong()).isEqualTo(sent.size());
      assertThat(dropped).isPositive();
      assertThat(acknowledged).isPositive().isEqualTo(sent.size() - dropped);
      assertThat(droppedPairs(shop.service())).isEqualTo(dropped);
      var stored = Sightings.stored(warehouse(), shop.service());
      assertThat(stored).hasSize((int) acknowledged);
      assertThat(Sightings.without(stored, sent)).as("what nobody sent").isEmpty();
      assertThat(asked("SELECT count() FROM reprise.gaps WHERE reason = 'spool full'"))
          .isPositive();
      var sequences = sequences(capture);
      assertThat(sequences).isEqualTo(upTo(sequences.size()));
    }
  }

  /** All that was sent through the proxy, in both directions. Sorted. */
  private List<String> sent(RecordedShop shop) {
    return Stream.concat(
            Sightings.inLedger(ledgerOf(shop)).stream(),
            Sightings.inLedger(shop.outboundLedger()).stream())
        .sorted()
        .toList();
  }

  private long droppedPairs(String service) {
    return asked("SELECT sum(dropped_pairs) FROM reprise.gaps WHERE service = '" + service + "'");
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
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

  /** Waits until so many are in the warehouse, or are missing there by its own account. */
  private void awaitPairs(String service, long pairs) {
    String count = "SELECT count() FROM reprise.rrpairs WHERE service = '" + service + "'";
    Eventually.holds(
        ARRIVAL,
        () -> asked(count) + droppedPairs(service) >= pairs,
        () ->
            "%d of %d pairs have arrived, %d are known to be missing"
                .formatted(asked(count), pairs, droppedPairs(service)));
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
