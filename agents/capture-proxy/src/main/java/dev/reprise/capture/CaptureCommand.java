// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.capture.CaptureSettings.Copies;
import dev.reprise.capture.CaptureSettings.Inbound;
import dev.reprise.capture.CaptureSettings.Listeners;
import dev.reprise.capture.CaptureSettings.Outbound;
import dev.reprise.capture.CaptureSettings.Servers;
import dev.reprise.capture.tap.CaptureCounters;
import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.HostMap;
import dev.reprise.shipping.PairSink;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.shipping.SpoolSettings;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.TapLimits;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The capture proxy as a program: starts it, and ends it in good order when told to. */
@TopCommand
@Command(
    name = "capture-proxy",
    mixinStandardHelpOptions = true,
    version = "capture-proxy 0.1.0",
    description = {
      "Records an application through a proxy beside it: what it is asked (reverse, --app-port), what it asks of",
      "others (forward, HTTP and HTTPS), or both. Bytes are relayed untouched; copies go to ingest-service.",
      "The token for ingest-service is read from REPRISE_TOKEN."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  capture-proxy --service shop --app-port 8080 --inbound-port 18080 --outbound-port 14140")
public final class CaptureCommand implements Callable<Integer> {

  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration FLUSH = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--service",
      required = true,
      paramLabel = "NAME",
      description = "What to call the application.")
  private String service = "";

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "Where both listeners listen (default: ${DEFAULT-VALUE}).")
  private String address = "127.0.0.1";

  @Option(
      names = "--app-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where the application listens; without it nothing inbound is recorded.")
  private int appPort;

  @Option(
      names = "--app-host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "On which host (default: ${DEFAULT-VALUE}).")
  private String appHost = "127.0.0.1";

  @Option(
      names = "--inbound-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where callers reach the application (default: a free port).")
  private int inboundPort;

  @Option(
      names = "--outbound-port",
      paramLabel = "PORT",
      description =
          "Where the application finds its proxy; 0 is a free port; left out, nothing outbound is recorded.")
  private Optional<Integer> outboundPort = Optional.empty();

  @Option(
      names = "--map",
      paramLabel = "HOST=ADDRESS:PORT",
      description = "Where a name leads, before DNS is asked; may be repeated.")
  private List<String> hostMap = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "HOST",
      description = "A host that is neither recorded nor intercepted; may be repeated.")
  private List<String> exclusions = List.of();

  @Option(
      names = "--ca-dir",
      defaultValue = "ca",
      paramLabel = "DIR",
      description = "Where the local CA lies; made when absent (default: ${DEFAULT-VALUE}).")
  private Path caDirectory = Path.of("ca");

  @Option(
      names = "--upstream-ca",
      paramLabel = "FILE",
      description = "A further CA (PEM) for certificates of servers; may be repeated.")
  private List<Path> upstreamCas = List.of();

  @Option(names = "--upstream-insecure", description = "Do not check certificates of servers.")
  private boolean isUpstreamInsecure;

  @Option(
      names = "--body-limit",
      paramLabel = "BYTES",
      description = "Keep at most this much of each body (default: 10 MiB).")
  private Optional<Integer> bodyLimitBytes = Optional.empty();

  @Option(
      names = "--sink",
      defaultValue = "ingest",
      paramLabel = "ingest|discard",
      description = "Where copies go; discard is for measuring (default: ${DEFAULT-VALUE}).")
  private Sink sink = Sink.INGEST;

  @Option(
      names = "--ingest",
      defaultValue = "127.0.0.1:7401",
      paramLabel = "HOST:PORT",
      description = "Where ingest-service is (default: ${DEFAULT-VALUE}).")
  private String ingestAddress = "127.0.0.1:7401";

  @Option(
      names = "--spool-dir",
      paramLabel = "DIR",
      description =
          "Where copies wait while ingest-service is slow or gone (default: in memory only).")
  private Optional<Path> spoolDirectory = Optional.empty();

  @Option(
      names = "--spool-limit",
      defaultValue = "1073741824",
      paramLabel = "BYTES",
      description =
          "How much may wait there; beyond it copies are dropped and counted (default: 1 GiB).")
  private long spoolLimitBytes;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Event loops (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written as JSON once everything listens; for scripts.")
  private Optional<Path> readyFile = Optional.empty();

  /** Where copies go. */
  private enum Sink {
    INGEST,
    DISCARD
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    @Nullable Shipper shipper = sink == Sink.INGEST ? Shipper.start(shipping()) : null;
    PairSink pairs = shipper == null ? _ -> {} : shipper;
    try {
      record(CaptureProxy.start(settings(), pairs), shipper);
    } catch (AppException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + " " + e.remedy(), e);
    } finally {
      if (shipper != null) {
        shipper.close();
      }
    }
    return 0;
  }

  private void record(CaptureProxy proxy, @Nullable Shipper shipper)
      throws IOException, InterruptedException {
    try {
      announce(proxy, shipper);
      Quarkus.waitForExit();
      proxy.drain(DRAIN);
    } finally {
      proxy.close();
    }
    conclude(proxy.counters(), shipper);
  }

  private void conclude(CaptureCounters counters, @Nullable Shipper shipper)
      throws InterruptedException {
    boolean isSafe = shipper == null || shipper.awaitAcked(FLUSH) || shipper.flush(DRAIN);
    String summary =
        shipper == null
            ? "%d pairs seen and discarded".formatted(counters.of(Counter.PAIRS))
            : "%d pairs, %d acknowledged, %d dropped"
                .formatted(
                    shipper.counters().offered(),
                    shipper.counters().acked(),
                    shipper.counters().dropped());
    out()
        .println(
            "%s, %d connections could not be decoded%s"
                .formatted(
                    summary,
                    counters.undecodable(),
                    isSafe ? "" : "; not everything reached ingest-service or the spool"));
    out().flush();
  }

  private void announce(CaptureProxy proxy, @Nullable Shipper shipper) throws IOException {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("service", service);
    proxy.inboundPort().ifPresent(port -> facts.put("inboundPort", port));
    proxy.outboundPort().ifPresent(port -> facts.put("outboundPort", port));
    facts.put("captureId", shipper == null ? "" : shipper.captureId());
    String json = new ObjectMapper().writeValueAsString(facts);
    if (readyFile.isPresent()) {
      Path file = readyFile.get();
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, json);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
    out().println("ready " + json);
    out().flush();
  }

  private CaptureSettings settings() {
    var inbound =
        appPort == 0
            ? Optional.<Inbound>empty()
            : Optional.of(new Inbound(inboundPort, new Authority(appHost, appPort)));
    var outbound = outboundPort.map(port -> new Outbound(port, caDirectory, DoorSettings.DEFAULT));
    if (inbound.isEmpty() && outbound.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "What is to be recorded? Give --app-port for what comes in, --outbound-port for what goes out, or both.");
    }
    return new CaptureSettings(
        Origin.of(service),
        new Listeners(address, inbound, outbound),
        new Servers(
            new HostMap(hostMap.stream().map(HostMap.Rule::parse).toList()),
            Exclusions.parse(exclusions),
            upstreamCas,
            !isUpstreamInsecure,
            Servers.DEFAULT.connectTimeout()),
        copies(),
        threads);
  }

  private Copies copies() {
    return bodyLimitBytes
        .map(bytes ->
            new Copies(TapLimits.DEFAULT.withBodyBytes(bytes), Copies.DEFAULT.memoryBytes()))
        .orElse(Copies.DEFAULT);
  }

  private ShipperSettings shipping() {
    String token = Optional.ofNullable(System.getenv("REPRISE_TOKEN")).orElse("");
    var settings = ShipperSettings.of(ingestAddress, token, service, "capture-proxy/0.1.0");
    return spoolDirectory
        .map(folder -> settings.withSpool(SpoolSettings.of(folder, spoolLimitBytes)))
        .orElse(settings);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
