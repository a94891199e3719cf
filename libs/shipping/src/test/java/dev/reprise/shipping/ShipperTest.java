// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShipperTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ShipperLimits SMALL =
      new ShipperLimits(64, 1 << 20, 8, 1 << 16, Duration.ofMillis(5), Duration.ofSeconds(5));

  @TempDir Path root;

  private final FakeIngest ingest = FakeIngest.start();

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void deliversEveryPairOnceAndInOrder() throws InterruptedException {
    try (var shipper = Shipper.start(settings(SMALL))) {
      for (int i = 1; i <= 1000; i++) {
        shipper.put(Pairs.numbered(i));
      }

      assertThat(shipper.awaitAcked(PATIENCE)).isTrue();

      assertThat(ingest.paths()).isEqualTo(paths(1, 1000));
      assertThat(ingest.captures()).containsExactly(shipper.captureId());
      assertThat(shipper.counters().acked()).isEqualTo(1000);
      assertThat(shipper.counters().resent()).isZero();
    }
  }

  @Test
  void sendsAgainWhatWasNotAcknowledgedWhenTheStreamBroke() throws InterruptedException {
    ingest.breakStreamsAfter(3);
    try (var shipper = Shipper.start(settings(SMALL))) {
      for (int i = 1; i <= 50; i++) {
        shipper.put(Pairs.numbered(i));
      }
      assertThat(shipper.awaitAcked(Duration.ofMillis(700))).isFalse();
      ingest.behave();

      assertThat(shipper.awaitAcked(PATIENCE)).isTrue();

      assertThat(ingest.paths()).isEqualTo(paths(1, 50));
      assertThat(ingest.faults()).isEmpty();
      assertThat(ingest.again()).isPositive();
      assertThat(shipper.counters().resent()).isPositive();
    }
  }

  @Test
  void countsADropAndRecordsItAsAGapBetweenItsNeighbours() throws InterruptedException {
    ingest.hold();
    try (var shipper = Shipper.start(settings(SMALL))) {
      int offered = 0;
      while (shipper.counters().dropped() < 5) {
        shipper.offer(Pairs.numbered(++offered));
      }
      int dropped = (int) shipper.counters().dropped();
      ingest.letGo();
      assertThat(shipper.awaitAcked(PATIENCE)).isTrue();
      shipper.put(Pairs.numbered(9999));
      assertThat(shipper.awaitAcked(PATIENCE)).isTrue();

      assertThat(ingest.paths()).hasSize(offered - dropped + 1 + ingest.gaps().size());
      assertThat(ingest.gaps().stream().mapToLong(gap -> gap.getDroppedPairs()).sum())
          .isEqualTo(dropped);
      assertThat(ingest.gaps().getFirst().getReason()).isEqualTo("queue full");
      assertThat(ingest.paths()).last().isEqualTo("/9999");
      assertThat(ingest.faults()).isEmpty();
    }
  }

  @Test
  void recordsWhatWasLostBeforeItCouldBeOfferedAsAGap() throws InterruptedException {
    try (var shipper = Shipper.start(settings(SMALL))) {
      shipper.put(Pairs.numbered(1));
      assertThat(shipper.awaitAcked(PATIENCE)).isTrue();

      shipper.lost(3, "the memory for copies is used up");

      Eventually.holds(PATIENCE, () -> ingest.gaps().size() == 1); // nobody hurries it
      assertThat(ingest.gaps().getFirst().getDroppedPairs()).isEqualTo(3);
      assertThat(ingest.gaps().getFirst().getReason())
          .isEqualTo("the memory for copies is used up");
      assertThat(shipper.counters().offered()).isEqualTo(4);
      assertThat(shipper.counters().dropped()).isEqualTo(3);
      assertThat(ingest.sequences()).containsExactly(1L, 2L);
    }
  }

  @Test
  void recordsABatchThatIsRefusedForGoodAsAGapAndGoesOn() throws InterruptedException {
    ingest.refuse("/3");
    var oneByOne = new ShipperLimits(64, 1 << 20, 1, 1 << 16, Duration.ZERO, Duration.ofSeconds(5));
    try (var shipper = Shipper.start(settings(oneByOne))) {
      for (int i = 1; i <= 6; i++) {
        shipper.put(Pairs.numbered(i));
      }

      assertThat(shipper.awaitAcked(PATIENCE)).isTrue();

      assertThat(ingest.paths()).containsExactly("/1", "/2", "gap", "/4", "/5", "/6");
      assertThat(ingest.gaps().getFirst().getDroppedPairs()).isEqualTo(1);
      assertThat(shipper.counters().dropped()).isEqualTo(1);
      assertThat(ingest.faults()).isEmpty();
    }
  }

  @Test
  void spoolsWhileIngestIsGoneAndKeepsTheOrderWhenItIsBack() throws InterruptedException {
    ingest.close();
    try (var shipper = Shipper.start(spooling(SMALL))) {
      for (int i = 1; i <= 500; i++) {
        shipper.put(Pairs.numbered(i));
      }
      assertThat(shipper.flush(PATIENCE)).isTrue();
      assertThat(shipper.counters().spooled()).isEqualTo(500);

      try (var back = FakeIngest.startAt(ingest.address())) {
        for (int i = 501; i <= 700; i++) {
          shipper.put(Pairs.numbered(i));
        }
        assertThat(shipper.awaitAcked(PATIENCE)).isTrue();
        assertThat(back.paths()).isEqualTo(paths(1, 700));
        assertThat(back.faults()).isEmpty();
      }
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void dropsPastTheBoundOfTheSpoolAndSaysWhy() throws InterruptedException {
    ingest.close();
    var tiny = new SpoolSettings(root, 20_000, 5_000, Fsync.NEVER);
    try (var shipper = Shipper.start(settings(SMALL).withSpool(tiny))) {
      int offered = 0;
      while (shipper.counters().dropped() < 100) {
        shipper.offer(Pairs.numbered(++offered));
        if (offered % 50 == 0) {
          shipper.flush(Duration.ofMillis(100));
        }
      }
      assertThat(shipper.counters().spoolBytes()).isBetween(1L, 20_000L);
      long dropped = shipper.counters().dropped();

      try (var back = FakeIngest.startAt(ingest.address())) {
        assertThat(shipper.awaitAcked(PATIENCE)).isTrue();
        assertThat(back.faults()).isEmpty();
        assertThat(back.gaps().stream().mapToLong(gap -> gap.getDroppedPairs()).sum())
            .isEqualTo(dropped);
        assertThat(back.gaps()).anyMatch(gap -> gap.getReason().equals("spool full"));
        assertThat(back.paths().stream().filter(path -> path.startsWith("/")))
            .hasSize(offered - (int) dropped);
      }
    }
  }

  @Test
  void shipsTheLeftoverOfAnEarlierProcessUnderItsOwnCapture() throws Exception {
    ingest.close();
    String earlier;
    try (var shipper = Shipper.start(spooling(SMALL))) {
      earlier = shipper.captureId();
      for (int i = 1; i <= 100; i++) {
        shipper.put(Pairs.numbered(i));
      }
      assertThat(shipper.flush(PATIENCE)).isTrue();
    }
    assertThat(root).isDirectoryContaining(path -> path.endsWith(earlier));

    try (var back = FakeIngest.startAt(ingest.address());
        var next = Shipper.start(spooling(SMALL))) {
      next.put(Pairs.numbered(101));
      assertThat(next.awaitAcked(PATIENCE)).isTrue();
      Eventually.holds(PATIENCE, () -> back.paths().size() == 101);

      assertThat(back.captures()).contains(earlier, next.captureId());
      assertThat(back.faults()).isEmpty();
      Eventually.holds(PATIENCE, () -> Files.notExists(root.resolve(earlier)));
    }
  }

  @Test
  void putRefusesOnceClosed() {
    var shipper = Shipper.start(settings(SMALL));
    shipper.close();

    assertThat(shipper.counters().offered()).isZero();
    assertThatThrownBy(() -> shipper.put(Pairs.numbered(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private ShipperSettings settings(ShipperLimits limits) {
    return ShipperSettings.of(ingest.address(), "", "shop", "test/1").withLimits(limits);
  }

  private ShipperSettings spooling(ShipperLimits limits) {
    return settings(limits).withSpool(new SpoolSettings(root, 10 << 20, 10_000, Fsync.BATCH));
  }

  private static List<String> paths(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "/" + i).toList();
  }
}
