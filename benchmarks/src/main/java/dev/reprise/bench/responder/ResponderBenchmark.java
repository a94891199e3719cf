// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.responder;

import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.figures.Spread;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.load.PacedLoad;
import dev.reprise.bench.load.Payload;
import dev.reprise.bench.load.Wrk;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.recording.MockRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The responder against Hoverfly and WireMock with the same recorded calls, each on one processor,
 * the load on the other.
 */
public final class ResponderBenchmark {

  private static final Figure RATE = new Figure("requests/s", 0);
  private static final Figure CPU = new Figure("µs of CPU a request", 1);
  private static final Figure LOAD = new Figure("half load, requests/s", 0);
  private static final Figure P50 = new Figure("p50 there, ms", 2);
  private static final Figure P99 = new Figure("p99 there, ms", 2);
  private static final Figure MEMORY = new Figure("memory, MiB", 0);

  private static final int CONNECTIONS = 32;
  private static final int FEW = 1;
  private static final int MANY = 10_000;
  private static final double MEBIBYTE = 1 << 20;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(1);

  private final Project project;
  private final Effort effort;

  /** Measures what was built of this project. */
  public ResponderBenchmark(Project project, Effort effort) {
    this.project = project;
    this.effort = effort;
  }

  /** Measures. */
  public Outcome run() throws IOException, InterruptedException {
    Cores.requireTwo();
    var few = new Sheet("One mock");
    var many = new Sheet(new Figure("", 0).show(MANY) + " mocks, asked for one after the other");
    measure(few, new MockRecording(FEW));
    measure(many, new MockRecording(MANY));
    return new Outcome("responder", "Responder", method(), List.of(few, many), claims(few, many));
  }

  private List<String> method() {
    return List.of(
        """
        Each server has one processor, its load the other. All were told the same recording, each in its own form: GETs that \
        differ in the path, each with a JSON answer of 340 bytes of its own, which is checked for %d of them before and after. \
        Nobody keeps a journal or logs requests; Hoverfly's cache has room for everything. wrk with %d connections counts what \
        is answered; one that is not a success voids the run. JVMs are warmed up for %d s on both processors before they are \
        pinned. Throughput per core is taken from the processor time of a request. min / **median** / max of %d rounds of %d s \
        in which each has its turn; ratios are taken within a round.\
        """
            .formatted(
                50, CONNECTIONS, WARM_UP.toSeconds(), effort.rounds(), effort.turn().toSeconds()),
        """
        At half load a client of our own keeps half of the server's own fastest rate from absolute intended times; latency \
        counts from there.\
        """);
  }

  private void measure(Sheet sheet, MockRecording recording)
      throws IOException, InterruptedException {
    Progress.say("responder: %d mocks".formatted(recording.mocks()));
    try (var servers = Servers.start(new MockServers(project, recording), effort);
        var paced = new PacedLoad()) {
      servers.all().forEach(server -> server.requireTrue(recording));
      var load = new Load(paced, wrk(recording), payloads(recording));
      warmUp(servers.all(), load);
      for (int round = 0; round < effort.rounds(); round++) {
        for (MockServer server : Effort.inRound(round, servers.all())) {
          Progress.say("round %d: %s".formatted(round + 1, server.name()));
          turn(sheet, server, load);
        }
      }
      for (MockServer server : servers.all()) {
        server.requireTrue(recording);
        sheet.add(server.name(), MEMORY, server.child().rssBytes() / MEBIBYTE);
      }
    }
  }

  /**
   * What is sent.
   *
   * @param requests of every call
   */
  private record Load(PacedLoad paced, Wrk wrk, List<Payload> requests) {}

  private Wrk wrk(MockRecording recording) throws IOException {
    Path script = project.work("responder").resolve("calls-" + recording.mocks() + ".lua");
    Files.writeString(
        script,
        """
        wrk.headers["Host"] = "%s"
        local calls = {}
        local at = 0
        init = function(args)
          for i = 1, %d do
            calls[i] = wrk.format("GET", string.format("/stock/SKU-%%06d?%s=%s", i - 1))
          end
        end
        request = function()
          at = at %% #calls + 1
          return calls[at]
        end
        """
            .formatted(
                MockRecording.HOST,
                recording.mocks(),
                MockRecording.PARAMETER,
                MockRecording.ARGUMENT));
    return new Wrk(CONNECTIONS, Cores.OTHERS, Optional.of(script));
  }

  private static List<Payload> payloads(MockRecording recording) {
    return IntStream.range(0, recording.mocks())
        .mapToObj(index -> Payload.get(recording.target(index), MockRecording.HOST))
        .toList();
  }

  // The JVMs compile on both processors; only then are they pinned.
  private void warmUp(List<MockServer> servers, Load load) {
    for (MockServer server : servers) {
      boolean isShort = effort.isQuick() || !server.isVirtualMachine();
      var _ = load.wrk().run(server.port(), "/", isShort ? SHORT_WARM_UP : WARM_UP);
      server.child().pin(Cores.MEASURED);
    }
    Cores.pinSelf();
  }

  private void turn(Sheet sheet, MockServer server, Load load) throws InterruptedException {
    var cpu = server.child().cpu();
    var seen = load.wrk().run(server.port(), "/", effort.turn());
    double micros = server.child().cpu().minus(cpu).toNanos() / 1e3;
    sheet.add(server.name(), RATE, seen.perSecond());
    sheet.add(server.name(), CPU, micros / seen.requests());
    var half =
        load.paced()
            .run(
                new PacedLoad.Plan(
                    server.port(),
                    load.requests(),
                    CONNECTIONS,
                    seen.perSecond() / 2,
                    SHORT_WARM_UP,
                    effort.turn()));
    sheet.add(server.name(), LOAD, half.perSecond());
    sheet.add(server.name(), P50, half.millis(50));
    sheet.add(server.name(), P99, half.millis(99));
  }

  private static List<Claim> claims(Sheet few, Sheet many) {
    var claims = new ArrayList<Claim>();
    for (Sheet sheet : List.of(few, many)) {
      var mocks = sheet == few ? ", one mock" : ", 10 000 mocks";
      if (sheet.has(MockServers.HOVERFLY)) {
        claims.add(
            Claim.atLeast(
                "throughput per core, of Hoverfly's" + mocks,
                1,
                perCore(sheet, MockServers.HOVERFLY)));
        claims.add(
            Claim.atLeast(
                "throughput per core, of WireMock's" + mocks,
                3,
                perCore(sheet, MockServers.WIREMOCK)));
      }
      claims.add(
          Claim.atLeast(
              "requests/s on one processor" + mocks, 20_000, sheet.spread(MockServers.OURS, RATE)));
    }
    return claims;
  }

  // Who needs half of the time for a request does twice as many in a second of it.
  private static Spread perCore(Sheet sheet, String other) {
    return sheet.ratio(other, MockServers.OURS, CPU);
  }

  /** All that are measured. */
  private record Servers(List<MockServer> all) implements AutoCloseable {

    static Servers start(MockServers servers, Effort effort) throws IOException {
      var started = new ArrayList<MockServer>();
      try {
        started.add(servers.ours());
        if (!effort.isOwnOnly()) {
          started.add(servers.hoverfly());
          started.add(servers.wireMock());
        }
        return new Servers(List.copyOf(started));
      } catch (IOException | RuntimeException e) {
        started.forEach(MockServer::close);
        throw e;
      }
    }

    @Override
    public void close() {
      all.forEach(MockServer::close);
    }
  }
}
