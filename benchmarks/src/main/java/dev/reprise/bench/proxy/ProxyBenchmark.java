// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.proxy;

import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.figures.Spread;
import dev.reprise.bench.load.Answers;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.load.PacedLoad;
import dev.reprise.bench.load.Payload;
import dev.reprise.bench.load.Wrk;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The capture proxy before a server, all bodies copied into a sink that discards them, against
 * proxies that copy nothing, and mitmproxy. One processor for the proxy, the other for load and
 * server.
 */
public final class ProxyBenchmark {

  private static final String DIRECT = "direct";
  private static final String NGINX = "nginx";
  private static final String HAPROXY = "HAProxy";
  private static final String MITMPROXY = "mitmproxy";

  private static final Figure RATE = new Figure("requests/s", 0);
  private static final Figure CPU = new Figure("µs of CPU a request", 1);
  private static final Figure LOAD = new Figure("load, requests/s", 0);
  private static final Figure P50 = new Figure("p50, ms", 2);
  private static final Figure P99 = new Figure("p99, ms", 2);

  private static final int CONNECTIONS = 32;
  private static final double WARM_RATE = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(1);

  private final Project project;
  private final Effort effort;

  /** Measures what was built of this project. */
  public ProxyBenchmark(Project project, Effort effort) {
    this.project = project;
    this.effort = effort;
  }

  /** A way to the server: straight, or through a proxy whose process is measured. */
  private record Way(String name, int port, Optional<ReverseProxy> proxy) {}

  /** Measures. */
  public Outcome run() throws InterruptedException {
    Cores.requireTwo();
    Path folder = project.work("proxy");
    try (var paced = new PacedLoad();
        var capture = CaptureProxy.discarding(project, folder, paced.serverPort());
        var others = Others.start(effort, folder, paced.serverPort())) {
      var ways = new ArrayList<Way>();
      ways.add(new Way(DIRECT, paced.serverPort(), Optional.empty()));
      ways.add(way(new ReverseProxy(CaptureProxy.NAME, capture.port(), capture.child())));
      others.all().forEach(proxy -> ways.add(way(proxy)));
      warmUp(capture, ways, paced);

      var small = new Sheet("Bodies of 340 bytes, as fast as it goes");
      var large = new Sheet("Bodies of 16 KiB, as fast as it goes");
      var half = new Sheet("Bodies of 340 bytes, at half of the proxy's own fastest");
      saturate(small, ways, Answers.SMALL);
      saturate(large, ways, Answers.LARGE);
      pace(half, small, ways, paced);
      return new Outcome(
          "proxy",
          "Capture proxy",
          List.of(
              """
              wrk with %d connections, and a server that answers from memory. The proxy has one processor and \
              one worker or event loop, load and server have the other. Reprise copies every request and answer whole, \
              decodes them, and hands the pairs to a sink that discards (so that nobody asks for their hashes); nginx (`proxy_pass`, kept connections \
              to the server) and HAProxy copy nothing; mitmproxy (`mitmdump`) keeps nothing. min / **median** / max of %d \
              rounds of %d s in which each has its turn; ratios are taken within a round. Load and server have only one processor \
              too and slow every proxy down alike, so that throughput per core is taken from the processor time that a \
              request takes.\
              """
                  .formatted(CONNECTIONS, effort.rounds(), effort.turn().toSeconds()),
              """
              At half load a client of our own keeps a rate from absolute intended times; latency counts from there. Each \
              proxy has half of its own fastest rate, "direct" half of that of Reprise.\
              """),
          List.of(small, large, half),
          claims(small, large, half));
    }
  }

  private static Way way(ReverseProxy proxy) {
    return new Way(proxy.name(), proxy.port(), Optional.of(proxy));
  }

  // The JVMs compile on both processors; only then are they pinned.
  private void warmUp(CaptureProxy capture, List<Way> ways, PacedLoad paced)
      throws InterruptedException {
    var time = effort.isQuick() ? SHORT_WARM_UP : WARM_UP;
    for (String path : List.of(Answers.SMALL, Answers.LARGE)) {
      var _ = Wrk.of(CONNECTIONS).run(capture.port(), path, time);
    }
    var _ = paced.run(plan(capture.port(), WARM_RATE, time));
    capture.child().pin(Cores.MEASURED);
    Cores.pinSelf();
    for (Way way : ways) {
      var _ = Wrk.of(CONNECTIONS).run(way.port(), Answers.SMALL, SHORT_WARM_UP);
    }
  }

  private void saturate(Sheet sheet, List<Way> ways, String path) {
    for (int round = 0; round < effort.rounds(); round++) {
      for (Way way : Effort.inRound(round, ways)) {
        var before = cpu(way);
        var seen = Wrk.of(CONNECTIONS).run(way.port(), path, effort.turn());
        sheet.add(way.name(), RATE, seen.perSecond());
        if (way.proxy().isPresent()) {
          sheet.add(way.name(), CPU, micros(cpu(way).minus(before)) / seen.requests());
        }
      }
    }
  }

  private void pace(Sheet sheet, Sheet fastest, List<Way> ways, PacedLoad paced)
      throws InterruptedException {
    for (int round = 0; round < effort.rounds(); round++) {
      for (Way way : Effort.inRound(round, ways)) {
        String limited = way.proxy().isPresent() ? way.name() : CaptureProxy.NAME;
        double rate = fastest.spread(limited, RATE).median() / 2;
        var seen = paced.run(plan(way.port(), rate, effort.turn()));
        sheet.add(way.name(), LOAD, seen.perSecond());
        sheet.add(way.name(), P50, seen.millis(50));
        sheet.add(way.name(), P99, seen.millis(99));
      }
    }
  }

  private static PacedLoad.Plan plan(int port, double rate, Duration time) {
    return new PacedLoad.Plan(
        port,
        List.of(Payload.get(Answers.SMALL, "127.0.0.1:" + port)),
        CONNECTIONS,
        rate,
        SHORT_WARM_UP,
        time);
  }

  private static List<Claim> claims(Sheet small, Sheet large, Sheet half) {
    var claims = new ArrayList<Claim>();
    if (small.has(NGINX)) {
      claims.addAll(against(small, "340 bytes"));
      claims.addAll(against(large, "16 KiB"));
      claims.add(
          Claim.atLeast(
              "throughput, of mitmproxy's, 340 bytes",
              25,
              small.ratio(CaptureProxy.NAME, MITMPROXY, RATE)));
    }
    claims.add(
        Claim.atMost("p99 added at half load, ms", 1, half.excess(CaptureProxy.NAME, DIRECT, P99)));
    return claims;
  }

  private static List<Claim> against(Sheet sheet, String bodies) {
    return List.of(
        Claim.atLeast("throughput per core, of nginx's, " + bodies, 1, perCore(sheet, NGINX)),
        Claim.atLeast(
            "throughput per core, of HAProxy's, " + bodies, 0.9, perCore(sheet, HAPROXY)));
  }

  // Who needs half of the time for a request does twice as many in a second of it.
  private static Spread perCore(Sheet sheet, String other) {
    return sheet.ratio(other, CaptureProxy.NAME, CPU);
  }

  private static Duration cpu(Way way) {
    return way.proxy().map(proxy -> proxy.child().cpu()).orElse(Duration.ZERO);
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }

  /** The proxies of others; none when only our own is measured. */
  private record Others(List<ReverseProxy> all) implements AutoCloseable {

    static Others start(Effort effort, Path folder, int serverPort) {
      var started = new ArrayList<ReverseProxy>();
      if (!effort.isOwnOnly()) {
        var peers = new Peers(folder.resolve("peers"), serverPort);
        started.add(peers.nginx());
        started.add(peers.haproxy());
        started.add(peers.mitmproxy());
      }
      return new Others(List.copyOf(started));
    }

    @Override
    public void close() {
      all.forEach(ReverseProxy::close);
    }
  }
}
