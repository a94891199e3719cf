// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.driver;

import dev.reprise.demo.ledger.Ledger;
import dev.reprise.demo.ledger.LedgeredClient;
import dev.reprise.demo.process.Launcher;
import dev.reprise.demo.process.Options;
import dev.reprise.demo.process.Settings;
import dev.reprise.demo.process.UsageException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays the customers of the shop, and ends with 1 when an answer was not what it should be. */
public final class DriverMain {

  private static final long MOST_SECONDS_TO_FINISH = 5;
  private static final int MOST_PROBLEMS_TOLD = 10;

  private static final Options OPTIONS =
      Options.of(DriverMain.class, "The driver: sends sessions of customers to the shop.")
          .option("target", "", "http://127.0.0.1:8080", "the shop, or a proxy before it")
          .option("requests", "", "500", "how many requests to send at least")
          .option("seed", "", "20261123", "what the choice of sessions follows from")
          .option("concurrency", "", "1", "how many sessions run in parallel, up to 150")
          .option("rate", "", "0", "the most requests in a second; 0 for no bound")
          .option("think", "", "0", "milliseconds between a customer's requests, on average")
          .option("trace", "", "mixed", "traceparent: none, request, session, or mixed by turns")
          .option("ledger", "", "", "a file for a line on each request");

  private DriverMain() {}

  /** Runs all sessions. */
  public static void main(String[] arguments) {
    Launcher.run(OPTIONS, arguments, DriverMain::drive);
  }

  private static int drive(Settings settings) throws IOException {
    var plan =
        new Plan(
            settings.number("seed", Long.MIN_VALUE, Long.MAX_VALUE),
            settings.number("requests", 1, 100_000_000),
            tracing(settings.text("trace")));
    // Two sessions of one customer never overlap up to 150: each of the 200 takes its turn.
    var pace =
        new Run.Pace(
            (int) settings.number("concurrency", 1, 150),
            settings.number("rate", 0, 1_000_000),
            settings.number("think", 0, 60_000));
    var shop = settings.origin("target");
    try (var ledger = Ledger.at(settings.path("ledger"));
        var client = LedgeredClient.direct(ledger)) {
      var run = new Run(client, shop, plan, pace);
      long startedNanos = System.nanoTime();
      runUntilToldToEnd(run);
      return report(run, ledger.count(), System.nanoTime() - startedNanos);
    }
  }

  private static void runUntilToldToEnd(Run run) {
    var done = new CountDownLatch(1);
    var hook = new Thread(() -> stop(run, done), "stop-driver");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      run.run();
    } finally {
      done.countDown();
    }
  }

  private static void stop(Run run, CountDownLatch done) {
    run.stop();
    try {
      if (!done.await(MOST_SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        System.err.println(
            "Some requests are still without an answer; they are not in the ledger.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int report(Run run, long requests, long tookNanos) {
    var problems = run.problems();
    problems.stream().limit(MOST_PROBLEMS_TOLD).forEach(System.err::println);
    System.out.printf(
        "driver: %d requests in %d sessions, %d ms, %d sessions ended by an unexpected answer%n",
        requests, run.sessions(), TimeUnit.NANOSECONDS.toMillis(tookNanos), problems.size());
    return problems.isEmpty() ? 0 : 1;
  }

  private static Optional<Tracing> tracing(String word) {
    return switch (word) {
      case "mixed" -> Optional.empty();
      case "none" -> Optional.of(Tracing.NONE);
      case "request" -> Optional.of(Tracing.REQUEST);
      case "session" -> Optional.of(Tracing.SESSION);
      default ->
          throw new UsageException(
              "--trace is '" + word + "', but must be none, request, session or mixed.");
    };
  }
}
