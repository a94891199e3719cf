// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.figures.Spread;
import dev.reprise.bench.load.Answers;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.load.FastServer;
import dev.reprise.bench.load.Wrk;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.Pause;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.recording.InboundRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The generator on one processor against wrk on the same, both loading nginx on the other; and
 * whether it keeps recorded gaps.
 */
public final class GeneratorBenchmark {

  private static final String OURS = "Reprise generator";
  private static final String WRK = "wrk";

  private static final Figure RATE = new Figure("requests/s", 0);
  private static final Figure CPU = new Figure("µs of CPU a request", 1);
  private static final Figure RECORDED = new Figure("recorded, s", 3);
  private static final Figure REPLAYED = new Figure("replayed, s", 3);
  private static final Figure OFF = new Figure("off by, %", 2);
  private static final Figure LATE_P50 = new Figure("lateness p50, ms", 2);
  private static final Figure LATE_P99 = new Figure("lateness p99, ms", 2);

  private static final int CONNECTIONS = 32;
  private static final int REQUESTS_OF_A_WALK = 1000;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(1);
  private static final Duration END_LIMIT = Duration.ofSeconds(60);
  private static final List<Integer> RATES = List.of(200, 1_000, 5_000);
  private static final double GAPS_SECONDS = 4;

  // As orchestrator-service gives them.
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx384m", "--enable-native-access=ALL-UNNAMED");

  private final Project project;
  private final Effort effort;
  private final Path folder;

  /** Measures what was built of this project. */
  public GeneratorBenchmark(Project project, Effort effort) {
    this.project = project;
    this.effort = effort;
    this.folder = project.work("generator");
  }

  /** Measures. */
  public Outcome run() throws IOException, InterruptedException {
    Cores.requireTwo();
    Files.createDirectories(folder);
    var fastest =
        new Sheet("The same request as fast as it goes, %d at a time".formatted(CONNECTIONS));
    var gaps =
        new Sheet(
            "Recordings with equal gaps of %.0f s, each by a new process".formatted(GAPS_SECONDS));
    try (var server = FastServer.start(folder.resolve("server"))) {
      Cores.pinSelf();
      race(fastest, server);
      for (int round = 0; round < effort.rounds(); round++) {
        for (int rate : RATES) {
          keepGaps(gaps, rate, server);
        }
      }
    }
    return new Outcome(
        "generator", "Generator", method(), List.of(fastest, gaps), claims(fastest, gaps));
  }

  private List<String> method() {
    return List.of(
        """
        Generator and wrk have one processor, nginx, which answers 340 bytes from memory, the other. The generator walks a \
        snapshot of %d requests with %d virtual users, compares every answer with the recorded one, and reports; wrk reads \
        status and length. Its JVM is warmed up for %d s on both processors before it is pinned; requests are counted by \
        nginx. min / **median** / max of %d rounds of %d s.\
        """
            .formatted(
                REQUESTS_OF_A_WALK,
                CONNECTIONS,
                WARM_UP.toSeconds(),
                effort.rounds(),
                effort.turn().toSeconds()),
        """
        Recordings with equal gaps are replayed by processes that have just started, on one processor all the time; duration \
        and lateness are those of their reports.\
        """);
  }

  private void race(Sheet sheet, FastServer server) throws IOException {
    Path snapshot = folder.resolve("fast.rsnap");
    new InboundRecording(REQUESTS_OF_A_WALK, REQUESTS_OF_A_WALK, server.answerHeaders())
        .write(snapshot);
    for (int round = 0; round < effort.rounds(); round++) {
      for (String subject : Effort.inRound(round, subjects())) {
        if (subject.equals(OURS)) {
          generate(sheet, snapshot, server);
        } else {
          var wrk = new Wrk(CONNECTIONS, Cores.MEASURED, Optional.empty());
          var seen = wrk.run(server.port(), Answers.SMALL, effort.turn());
          sheet.add(WRK, RATE, seen.perSecond());
        }
      }
    }
  }

  private List<String> subjects() {
    return effort.isOwnOnly() ? List.of(OURS) : List.of(OURS, WRK);
  }

  private void generate(Sheet sheet, Path snapshot, FastServer server) throws IOException {
    var warmUp = effort.isQuick() ? SHORT_WARM_UP : WARM_UP;
    var all = warmUp.plus(effort.turn()).plusSeconds(5);
    Path config = folder.resolve("fast.yaml");
    Files.writeString(
        config,
        "load: {maxConnections: %d, stages: [{vusers: %d, seconds: %d}]}%n"
            .formatted(CONNECTIONS, CONNECTIONS, all.toSeconds()));
    try (var child = start("fast", List.of(), snapshot, server.port(), config)) {
      long before = server.requests();
      if (!Pause.until(END_LIMIT, () -> server.requests() > before + CONNECTIONS)) {
        throw new BenchException("The generator sent nothing: " + child.printed());
      }
      Pause.lasting(warmUp);
      child.pin(Cores.MEASURED);
      long requests = server.requests();
      long start = System.nanoTime();
      var cpu = child.cpu();
      Pause.lasting(effort.turn());
      long sent = server.requests() - requests;
      double seconds = (System.nanoTime() - start) / 1e9;
      sheet.add(OURS, RATE, sent / seconds);
      sheet.add(OURS, CPU, child.cpu().minus(cpu).toNanos() / 1e3 / sent);
    }
  }

  private void keepGaps(Sheet sheet, int rate, FastServer server)
      throws IOException, InterruptedException {
    var recording =
        new InboundRecording((int) (rate * GAPS_SECONDS) + 1, rate, server.answerHeaders());
    Path snapshot = folder.resolve("gaps-" + rate + ".rsnap");
    recording.write(snapshot);
    Path report = folder.resolve("gaps-" + rate + ".json");
    Files.deleteIfExists(report);
    Path config = folder.resolve("gaps.yaml");
    Files.writeString(config, "load: {recorded: {speed: 1}}%n".formatted());
    try (var child =
        start(
            "gaps-" + rate,
            List.of("--report-json", report.toString()),
            snapshot,
            server.port(),
            config)) {
      child.pin(Cores.MEASURED);
      var _ = child.await(END_LIMIT);
      note(sheet, rate, recording, read(report, child));
    }
  }

  private static void note(Sheet sheet, int rate, InboundRecording recording, JsonNode report) {
    var subject = new Figure("", 0).show(rate) + " requests/s";
    long requests = report.path("totals").path("requests").asLong();
    if (requests != recording.requests()
        || report.path("totals").path("succeeded").asLong() != requests) {
      throw new BenchException(
          "Of %d requests at %d/s not all succeeded: %s"
              .formatted(recording.requests(), rate, report.path("totals")));
    }
    double seconds = report.path("totals").path("seconds").asDouble();
    var lateness = report.path("fidelity").path("lateness");
    sheet.add(subject, RECORDED, recording.spanSeconds());
    sheet.add(subject, REPLAYED, seconds);
    sheet.add(
        subject, OFF, 100 * Math.abs(seconds - recording.spanSeconds()) / recording.spanSeconds());
    sheet.add(subject, LATE_P50, lateness.path("p50Millis").asDouble());
    sheet.add(subject, LATE_P99, lateness.path("p99Millis").asDouble());
  }

  private static JsonNode read(Path report, Child child) throws IOException {
    if (!Files.exists(report)) {
      throw new BenchException("The generator left no report: " + child.printed());
    }
    return new ObjectMapper().readTree(report.toFile());
  }

  private Child start(String name, List<String> more, Path snapshot, int port, Path config) {
    var arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--snapshot-file",
                snapshot.toString(),
                "--target",
                "http://127.0.0.1:" + port,
                "--config",
                config.toString()));
    arguments.addAll(more);
    return Child.start(
        "generator",
        project.agent("generator", JVM_OPTIONS, arguments),
        Map.of(),
        folder.resolve(name + ".log"));
  }

  private static List<Claim> claims(Sheet fastest, Sheet gaps) {
    var claims = new ArrayList<Claim>();
    if (fastest.has(WRK)) {
      claims.add(Claim.atLeast("requests/s, of wrk's", 0.7, fastest.ratio(OURS, WRK, RATE)));
    }
    gaps.rows()
        .forEach((rate, figures) ->
            claims.add(
                Claim.atMost(
                    "equal gaps at " + rate + ", duration off by, %",
                    1,
                    Spread.of(figures.getOrDefault(OFF, List.of())))));
    return claims;
  }
}
