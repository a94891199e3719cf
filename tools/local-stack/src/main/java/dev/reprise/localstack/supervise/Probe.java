// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Asks a part a question again and again: until it is ready, or until it has failed too often in a
 * row; or until nobody wants to know.
 *
 * <p><b>Threads:</b> each question has a virtual thread of its own; the pauses are a timer's.
 */
final class Probe {

  private final Question question;
  private final Duration pause;
  private final BooleanSupplier stillWanted;
  private final ScheduledExecutorService timers;

  /**
   * @param pause between an answer, or the lack of one, and the next question
   */
  Probe(
      Question question,
      Duration pause,
      BooleanSupplier stillWanted,
      ScheduledExecutorService timers) {
    this.question = question;
    this.pause = pause;
    this.stillWanted = stillWanted;
    this.timers = timers;
  }

  /** Begins to ask; runs the action once, at the first good answer. */
  void untilAnswered(Runnable answered) {
    ask(() -> {
      if (question.isAnswered()) {
        answered.run();
      } else {
        later(() -> untilAnswered(answered));
      }
    });
  }

  /** Begins to ask; runs the action once, after so many questions in a row without an answer. */
  void untilSilent(int failures, Runnable silent) {
    untilSilent(failures, failures, silent);
  }

  private void untilSilent(int failures, int left, Runnable silent) {
    ask(() -> {
      int leftNow = question.isAnswered() ? failures : left - 1;
      if (leftNow == 0) {
        silent.run();
      } else {
        later(() -> untilSilent(failures, leftNow, silent));
      }
    });
  }

  private static void ask(Runnable question) {
    Thread.startVirtualThread(question);
  }

  private void later(Runnable next) {
    if (stillWanted.getAsBoolean() && !timers.isShutdown()) {
      var _ = timers.schedule(next, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
