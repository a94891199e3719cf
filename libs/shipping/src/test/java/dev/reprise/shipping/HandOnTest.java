// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandOnTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();

  @Test
  void handsEverythingOnInItsOrder() throws InterruptedException {
    try (var queue = HandOn.counting("test", 10_000, taken::addAll)) {
      IntStream.range(0, 5_000).forEach(queue::add);

      assertThat(queue.finish(LIMIT)).isZero();
    }

    assertThat(taken).containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
  }

  @Test
  void handsOnWhileMoreMayCome() {
    try (var queue = HandOn.counting("test", 10, taken::addAll)) {
      queue.add(1);

      Eventually.holds(LIMIT, () -> taken.size() == 1);
    }
  }

  @Test
  void isCrowdedUntilThereIsRoomAgain() throws InterruptedException {
    var gate = new CountDownLatch(1);
    HandOn.Taker<Integer> slow =
        batch -> {
          gate.await();
          taken.addAll(batch);
        };
    try (var queue = new HandOn<>("test", 100, number -> number, slow)) {
      queue.add(60);
      assertThat(queue.isCrowded()).isFalse();
      queue.add(40);
      assertThat(queue.isCrowded()).isTrue();
      gate.countDown();

      assertThat(queue.finish(LIMIT)).isZero();
      assertThat(queue.isCrowded()).isFalse();
    }
  }

  @Test
  void tellsHowManyWereNotHandedOnInTime() throws InterruptedException {
    var never = new CountDownLatch(1);
    try (var queue = HandOn.<Integer>counting("test", 10, _ -> never.await())) {
      List.of(1, 2, 3).forEach(queue::add);

      assertThat(queue.finish(Duration.ofMillis(50))).isEqualTo(3);
    }
  }

  /** Who heeds the bound must not wait for ever for what will never go on. */
  @Test
  void letsGoAndCountsWhatComesAfterAFailure() throws InterruptedException {
    HandOn.Taker<Integer> broken =
        batch -> {
          if (batch.contains(7)) {
            throw new IllegalStateException("told to");
          }
          taken.addAll(batch);
        };
    try (var queue = HandOn.counting("test", 3, broken)) {
      queue.add(1);
      Eventually.holds(LIMIT, () -> taken.size() == 1);

      IntStream.rangeClosed(2, 1_000).forEach(queue::add);
      Eventually.holds(LIMIT, () -> !queue.isCrowded());

      assertThat(queue.finish(LIMIT)).isPositive();
      assertThat(taken.size() + queue.finish(LIMIT)).isEqualTo(1_000);
    }
  }
}
