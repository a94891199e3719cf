// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void end() {
    timers.shutdownNow();
  }

  /** The answers in turn; the last one goes on for ever. */
  private Probe probe(List<Boolean> answers) {
    Question question = () -> answers.get(Math.min(asked.getAndIncrement(), answers.size() - 1));
    return new Probe(question, Duration.ZERO, wanted::get, timers);
  }

  @Test
  void asksUntilThereIsAnAnswer() throws InterruptedException {
    probe(List.of(false, false, true)).untilAnswered(done::countDown);

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(asked).hasValue(3);
  }

  @Test
  void countsOnlyFailuresInARow() throws InterruptedException {
    probe(List.of(true, false, false, true, false, false, false)).untilSilent(3, done::countDown);

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(asked).hasValue(7);
  }

  @Test
  void stopsWhenNobodyWantsToKnowAnyMore() throws InterruptedException {
    var second = new CountDownLatch(2);
    Question question =
        () -> {
          wanted.set(false);
          second.countDown();
          return true;
        };

    new Probe(question, Duration.ZERO, wanted::get, timers).untilSilent(1, done::countDown);

    assertThat(second.await(300, TimeUnit.MILLISECONDS)).isFalse();
  }
}
