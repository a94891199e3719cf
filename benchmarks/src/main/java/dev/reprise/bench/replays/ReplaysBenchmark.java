// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.replays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Pause;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.stack.Stack;
import dev.reprise.bench.stack.StackEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The demo's shop is recorded once and replayed again and again, unchanged, its dependencies gone:
 * whatever a report names then is wrong.
 */
public final class ReplaysBenchmark {

  private static final String SHOP = "the unchanged shop";
  private static final Figure REQUESTS = new Figure("requests", 0);
  private static final Figure MOCK_CALLS = new Figure("mock calls", 0);
  private static final Figure SUCCEEDED = new Figure("succeeded, %", 1);
  private static final Figure MATCHED = new Figure("mocks matched, %", 1);
  private static final Figure DIFFERENCES = new Figure("differences", 0);
  private static final Figure SLOW = new Figure("endpoints called slow", 0);
  private static final Figure SECONDS = new Figure("seconds", 1);

  private static final int REPLAYS = 10;
  private static final int QUICK_REPLAYS = 2;
  private static final int RECORDED = 300;
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final Project project;
  private final int replays;

  /** Measures what was built of this project. */
  public ReplaysBenchmark(Project project, Effort effort) {
    this.project = project;
    this.replays = effort.isQuick() ? QUICK_REPLAYS : REPLAYS;
  }

  /** Measures. */
  public Outcome run() throws IOException, InterruptedException {
    var sheet = new Sheet("%d replays, one after the other".formatted(replays));
    for (JsonNode replay : tour().path("figures").path("unchangedReplays")) {
      double requests = replay.path("requests").asDouble();
      sheet.add(SHOP, REQUESTS, requests);
      sheet.add(SHOP, MOCK_CALLS, replay.path("mockCalls").asDouble());
      sheet.add(SHOP, SUCCEEDED, 100 * replay.path("succeeded").asDouble() / requests);
      sheet.add(SHOP, MATCHED, replay.path("mockPercent").asDouble());
      sheet.add(SHOP, DIFFERENCES, replay.path("differences").asDouble());
      sheet.add(SHOP, SLOW, replay.path("slowEndpoints").asDouble());
      sheet.add(SHOP, SECONDS, replay.path("seconds").asDouble());
    }
    if (!sheet.has(SHOP) || sheet.spread(SHOP, REQUESTS).count() != replays) {
      throw new BenchException("The tour did not replay the shop %d times.".formatted(replays));
    }
    return new Outcome(
        "replays", "Replays in a row", List.of(METHOD), List.of(sheet), claims(sheet));
  }

  private static final String METHOD =
      """
      The shop of the demo is recorded once on a local stack of its own, then inventory and payment are stopped, and the shop, \
      unchanged, is replayed again and again at recorded gaps with the responder in their place, a new process each time: every \
      token, id and time is another. Seconds are those of the whole command, with the start of shop, generator and responder. \
      min / **median** / max.\
      """;

  private JsonNode tour() throws IOException, InterruptedException {
    Path home = Stack.prepare(project);
    Path demo = project.path("demo", "target", "dist", "lib");
    Progress.say("recording the shop, then %d replays".formatted(replays));
    var command =
        List.of(
            Project.java(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            demo.resolve("*").toString(),
            "dev.reprise.demo.tour.TourMain",
            "--cli",
            project.commandLine().toString(),
            "--home",
            home.toString(),
            "--requests",
            Integer.toString(RECORDED),
            "--replays",
            Integer.toString(replays),
            "--regressions",
            "false",
            "--json",
            "true",
            "--down",
            "true");
    var environment =
        Map.of(
            "REPRISE_ROOT", project.path("").toString(),
            "REPRISE_HOME", home.toString());
    Path log = project.work("replays").resolve("tour.log");
    try (var _ = StackEnd.of(home);
        var child = Child.start("the tour", command, environment, log)) {
      tell(child);
      var _ = child.await(Duration.ofSeconds(1)); // its verdict is ours to find
      var printed = child.printed();
      int from = printed.indexOf("{\n");
      if (from < 0) {
        throw new BenchException("The tour has told no figures; see " + log + ".");
      }
      return new ObjectMapper().readTree(printed.substring(from));
    }
  }

  private void tell(Child tour) {
    int told = 0;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (tour.isAlive() && System.nanoTime() < deadline) {
      Pause.lasting(Duration.ofSeconds(1));
      int done = tour.printed().split(": slow endpoints: ", -1).length - 1;
      if (done > told) {
        Progress.say("%d of %d replays".formatted(done, replays));
      }
      told = done;
    }
  }

  private static List<Claim> claims(Sheet sheet) {
    return List.of(
        Claim.atLeast("requests that succeeded, %", 100, sheet.spread(SHOP, SUCCEEDED)).binding(),
        Claim.atLeast("mocks that matched, %", 100, sheet.spread(SHOP, MATCHED)).binding(),
        Claim.atLeast("mock calls", 1, sheet.spread(SHOP, MOCK_CALLS)).binding(),
        Claim.atMost("differences", 0, sheet.spread(SHOP, DIFFERENCES)).binding(),
        Claim.atMost("endpoints called slow", 0, sheet.spread(SHOP, SLOW)));
  }
}
