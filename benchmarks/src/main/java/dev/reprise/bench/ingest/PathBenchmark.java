// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.ingest;

import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.load.Answers;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.load.PacedLoad;
import dev.reprise.bench.load.Payload;
import dev.reprise.bench.process.Pause;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.proxy.CaptureProxy;
import dev.reprise.bench.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole path at rising rates: requests through the capture proxy, their pairs shipped, through
 * ingest-service and Kafka into the warehouse, all of it on one machine.
 */
public final class PathBenchmark {

  private static final Figure ANSWERED = new Figure("answered, requests/s", 0);
  private static final Figure P50 = new Figure("p50, ms", 2);
  private static final Figure P99 = new Figure("p99, ms", 2);
  private static final Figure LAG = new Figure("last pair stored after, s", 1);
  private static final Figure DROPPED = new Figure("copies dropped", 0);
  private static final Figure MEMORY = new Figure("proxy's memory, MiB", 0);
  private static final Figure UNEXPLAINED = new Figure("pairs lost without a gap", 0);
  private static final Figure TWICE = new Figure("pairs stored twice", 0);
  private static final Figure HELD = new Figure("highest rate held, requests/s", 0);

  private static final String PATH = "the whole path";
  private static final int MEMORY_RATE = 4_000;
  private static final List<Integer> RATES =
      List.of(1_000, 2_000, MEMORY_RATE, 8_000, 12_000, 16_000);
  private static final double MEMORY_GOAL = 256;
  private static final double MEBIBYTE = 1 << 20;
  private static final int WARM_RATE = 2_000;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final int CONNECTIONS = 32;
  private static final Duration STORED_LIMIT = Duration.ofSeconds(40);
  private static final double KEPT = 0.99;
  private static final double HELD_LAG_SECONDS = 2;
  private static final double TOO_MUCH_LAG_SECONDS = 10;

  private final Project project;
  private final Effort effort;

  /** Measures what was built of this project. */
  public PathBenchmark(Project project, Effort effort) {
    this.project = project;
    this.effort = effort;
  }

  /** Measures. */
  public Outcome run() throws InterruptedException {
    var steps = new Sheet("Rising rates");
    var all = new Sheet("Over all rates of a round");
    Path folder = project.work("path");
    try (var stack = Stack.up(project, List.of("ingest"));
        var warehouse = stack.warehouse();
        var paced = new PacedLoad();
        var proxy =
            CaptureProxy.shipping(
                project, folder, paced.serverPort(), stack.address("ingest"), stack.token())) {
      var stored = new StoredPairs(warehouse, List.of(proxy.captureId()));
      Progress.say("warming up");
      var _ = step(WARM_RATE, effort.isQuick() ? effort.turn() : WARM_UP, paced, proxy, stored);
      for (int round = 0; round < effort.rounds(); round++) {
        Progress.say("round %d".formatted(round + 1));
        all.add(PATH, HELD, rise(steps, paced, proxy, stored));
        all.add(PATH, UNEXPLAINED, (double) stored.lost());
        all.add(PATH, TWICE, (double) stored.twice());
      }
    }
    return new Outcome("path", "The whole path", method(), List.of(steps, all), claims(steps, all));
  }

  private List<String> method() {
    return List.of(
        """
        A client of our own keeps a rate from absolute intended times on a server that answers 340 bytes from memory, through \
        the capture proxy, which ships every pair to a local stack: ingest-service, Kafka, the warehouse. Everything shares the \
        machine, load and server too. A rate is held when %.0f %% of it is answered, no copy is dropped, and the last pair can be \
        read %.0f s after the last answer; one failed request voids the run. A round ends early where copies are \
        dropped or the last pair takes %.0f s. The proxy counts what it saw, the warehouse what \
        it has. min / **median** / max of %d rounds of %d s a rate.\
        """
            .formatted(
                KEPT * 100,
                HELD_LAG_SECONDS,
                TOO_MUCH_LAG_SECONDS,
                effort.rounds(),
                effort.turn().multipliedBy(2).toSeconds()));
  }

  /**
   * What became of one rate.
   *
   * @param lagSeconds from the last answer to when the last pair could be read
   * @param dropped copies, told as gaps
   * @param proxyBytes what the proxy held at the end of the load
   */
  private record Step(PacedLoad.Seen load, double lagSeconds, long dropped, long proxyBytes) {

    boolean isTooMuch() {
      return dropped > 0 || lagSeconds > TOO_MUCH_LAG_SECONDS;
    }

    boolean isHeld(double rate) {
      return load.perSecond() >= KEPT * rate && dropped == 0 && lagSeconds <= HELD_LAG_SECONDS;
    }
  }

  /** Raises the rate until the warehouse cannot follow; gives the highest that was held. */
  private double rise(Sheet steps, PacedLoad paced, CaptureProxy proxy, StoredPairs stored)
      throws InterruptedException {
    double held = 0;
    for (int rate : RATES) {
      Progress.say("%d requests/s".formatted(rate));
      var seen = step(rate, effort.turn().multipliedBy(2), paced, proxy, stored);
      note(steps, rate, seen);
      held = seen.isHeld(rate) ? rate : held;
      if (seen.isTooMuch()) {
        break;
      }
    }
    return held;
  }

  private Step step(
      double rate, Duration time, PacedLoad paced, CaptureProxy proxy, StoredPairs stored)
      throws InterruptedException {
    var request = Payload.get(Answers.SMALL, "127.0.0.1:" + proxy.port());
    long droppedBefore = stored.dropped();
    var seen =
        paced.run(
            new PacedLoad.Plan(
                proxy.port(), List.of(request), CONNECTIONS, rate, Duration.ZERO, time));
    long end = System.nanoTime();
    long proxyBytes = proxy.child().rssBytes();
    stored.expect(seen.answers());
    var _ = Pause.until(STORED_LIMIT, () -> stored.lost() <= 0);
    double lag = (System.nanoTime() - end) / 1e9;
    return new Step(seen, lag, stored.dropped() - droppedBefore, proxyBytes);
  }

  private static void note(Sheet sheet, int rate, Step seen) {
    var subject = subject(rate);
    sheet.add(subject, ANSWERED, seen.load().perSecond());
    sheet.add(subject, P50, seen.load().millis(50));
    sheet.add(subject, P99, seen.load().millis(99));
    sheet.add(subject, LAG, seen.lagSeconds());
    sheet.add(subject, DROPPED, (double) seen.dropped());
    sheet.add(subject, MEMORY, seen.proxyBytes() / MEBIBYTE);
  }

  private static String subject(int rate) {
    return new Figure("", 0).show(rate) + " requests/s";
  }

  private static List<Claim> claims(Sheet steps, Sheet all) {
    var claims = new ArrayList<Claim>();
    claims.add(
        Claim.atMost(
                "pairs lost without a gap that tells of them", 0, all.spread(PATH, UNEXPLAINED))
            .binding());
    claims.add(Claim.atMost("pairs stored twice", 0, all.spread(PATH, TWICE)).binding());
    var loaded = subject(MEMORY_RATE);
    if (steps.has(loaded)) {
      claims.add(
          Claim.atMost(
              "proxy's memory at %s, MiB".formatted(loaded),
              MEMORY_GOAL,
              steps.spread(loaded, MEMORY)));
    }
    return claims;
  }
}
