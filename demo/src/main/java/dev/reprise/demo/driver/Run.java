// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import dev.reprise.demo.ledger.LedgeredClient;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the sessions of a plan, some at a time, and collects what went wrong.
 *
 * <p><b>Threads:</b> {@link #run} blocks; {@link #stop} may be called from any thread.
 */
final class Run {

  private final LedgeredClient client;
  private final URI shop;
  private final Plan plan;
  private final Pace pace;
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile boolean stopping;

  Run(LedgeredClient client, URI shop, Plan plan, Pace pace) {
    this.client = client;
    this.shop = shop;
    this.plan = plan;
    this.pace = pace;
  }

  /**
   * How fast to go.
   *
   * @param sessionsAtATime how many sessions run in parallel
   * @param perSecond the most requests in a second; zero for no bound
   * @param thinkMillis how long a customer thinks between requests, on average
   */
  record Pace(int sessionsAtATime, long perSecond, long thinkMillis) {}

  /** Runs all sessions to their end, or until it is stopped. */
  void run() {
    var pacer = new Pacer(pace.perSecond());
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < pace.sessionsAtATime(); i++) {
        workers.execute(() -> work(pacer));
      }
    }
  }

  /** Lets the requests that are under way finish, and sends no more. */
  void stop() {
    stopping = true;
  }

  int sessions() {
    return sessions.get();
  }

  /** What went wrong, a sentence for each session that it ended. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private void work(Pacer pacer) {
    Optional<Script> script = plan.next();
    while (script.isPresent() && !stopping) {
      sessions.incrementAndGet();
      play(script.get(), pacer);
      script = plan.next();
    }
  }

  private void play(Script script, Pacer pacer) {
    var visitor = new Visitor(client, shop, script);
    var thinking = new SplittableRandom(script.number());
    try {
      for (Step step : script.steps()) {
        think(thinking);
        pacer.awaitTurn();
        if (stopping) {
          return;
        }
        step.take(visitor);
      }
    } catch (UnexpectedAnswer wrong) {
      problems.add(String.valueOf(wrong.getMessage()));
    } catch (IOException failure) {
      problems.add("session " + script.name() + ": a request got no usable answer: " + failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      problems.add("session " + script.name() + " was interrupted");
    }
  }

  private void think(SplittableRandom random) throws InterruptedException {
    if (pace.thinkMillis() > 0) {
      Pacer.pause(random.nextLong(TimeUnit.MILLISECONDS.toNanos(2 * pace.thinkMillis())));
    }
  }
}
