// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.capture.CaptureSettings.Copies;
import dev.reprise.capture.CaptureSettings.Inbound;
import dev.reprise.capture.CaptureSettings.Listeners;
import dev.reprise.capture.CaptureSettings.Outbound;
import dev.reprise.capture.CaptureSettings.Redirected;
import dev.reprise.capture.CaptureSettings.Servers;
import dev.reprise.capture.rules.RulesCommand;
import dev.reprise.capture.tap.CaptureCounters;
import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.capture.upstream.HostMap;
import dev.reprise.command.CaptureOptions;
import dev.reprise.command.CountConverter;
import dev.reprise.command.ExitStatus;
import dev.reprise.command.Interruption;
import dev.reprise.command.PortConverter;
import dev.reprise.command.ReadyFile;
import dev.reprise.shipping.PairSink;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.shipping.SpoolSettings;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.wire.door.DoorSettings;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.TapLimits;
import dev.reprise.wire.tls.LocalAuthority;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The capture proxy as a program: starts it, and ends it in good order when told to. */
@TopCommand
@Command(
    name = "capture-proxy",
    mixinStandardHelpOptions = true,
    subcommands = RulesCommand.class,
    version = "capture-proxy 0.1.0",
    description = {
      "Records an application through a proxy beside it: what it is asked (reverse, --app-port), what it asks of",
      "others (forward, HTTP and HTTPS), or both; or what the kernel leads here, of which nobody"
          + " need know (--transparent-...). Bytes are relayed untouched; copies go to"
          + " ingest-service. The API key for ingest-service is read from REPRISE_API_KEY, else the token from REPRISE_TOKEN."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  capture-proxy --service shop --app-port 8080 --inbound-port 18080 --outbound-port 14140")
public final class CaptureCommand implements Callable<Integer> {

  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final Duration FLUSH = Duration.ofSeconds(30);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CaptureOptions options = new CaptureOptions();

  // Required, but not of a subcommand.
  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "What to call the application; must be given.")
  private String service = "";

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "Where the listeners listen (default: ${DEFAULT-VALUE}).")
  private String address = "127.0.0.1";

  @Option(
      names = "--outbound-listen",
      paramLabel = "ADDRESS",
      description =
          "Where the application finds its proxy, if not at --listen: whoever reaches that address"
              + " can use it.")
  private Optional<String> outboundAddress = Optional.empty();

  @Option(
      names = "--outbound-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Where the application finds its proxy; 0 is a free port; left out, nothing outbound is recorded.")
  private Optional<Integer> outboundPort = Optional.empty();

  @Option(
      names = "--transparent-inbound-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Where connections to the application are redirected to, on whichever port it listens"
              + " ('capture-proxy rules'); 0 is a free port; left out, none are.")
  private Optional<Integer> transparentInboundPort = Optional.empty();

  @Option(
      names = "--transparent-outbound-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Where connections of the application to others are redirected to ('capture-proxy"
              + " rules'); 0 is a free port; left out, none are.")
  private Optional<Integer> transparentOutboundPort = Optional.empty();

  @Option(
      names = "--ca-dir",
      defaultValue = "ca",
      paramLabel = "DIR",
      description = "Where the local CA lies; made when absent (default: ${DEFAULT-VALUE}).")
  private Path caDirectory = Path.of("ca");

  @Option(
      names = "--trust-dir",
      paramLabel = "DIR",
      description =
          "Where what an application must trust is written: ca.pem, bundle.pem, truststore.p12.")
  private Optional<Path> trustDirectory = Optional.empty();

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
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Event loops (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Where /live, /ready and /metrics (Prometheus) are answered; 0 is a free port; left out, nowhere.")
  private Optional<Integer> healthPort = Optional.empty();

  @Option(
      names = "--health-listen",
      paramLabel = "ADDRESS",
      description = "Where --health-port listens (default: where --listen is).")
  private Optional<String> healthAddress = Optional.empty();

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written as JSON once everything listens; for scripts.")
  private Optional<Path> readyFile = Optional.empty();

  @Option(
      names = "--leashed",
      description = "End when standard input does, so as not to outlive who started it.")
  private boolean isLeashed;

  /** Where copies go. */
  private enum Sink {
    INGEST,
    DISCARD
  }

  @Override
  public Integer call() throws InterruptedException {
    if (service.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--service=NAME': what to call the application.");
    }
    var settings = settings();
    @Nullable Shipper shipper = sink == Sink.INGEST ? Shipper.start(shipping()) : null;
    PairSink pairs = shipper == null ? _ -> {} : shipper;
    try {
      record(CaptureProxy.start(settings, pairs), shipper);
    } finally {
      if (shipper != null) {
        shipper.close();
      }
    }
    return ExitStatus.OK;
  }

  private void record(CaptureProxy proxy, @Nullable Shipper shipper) throws InterruptedException {
    try {
      writeTrust();
      announce(proxy, shipper);
      awaitSignal();
      proxy.drain(DRAIN);
    } finally {
      proxy.close();
    }
    boolean isSafe = shipper == null || shipper.awaitAcked(FLUSH) || shipper.flush(DRAIN);
    say("done", summary(proxy.counters(), shipper, isSafe));
  }

  private void writeTrust() {
    boolean intercepts = outboundPort.isPresent() || transparentOutboundPort.isPresent();
    if (trustDirectory.isPresent() && intercepts) {
      TrustFolder.write(trustDirectory.get(), LocalAuthority.in(caDirectory).certificateFile());
    }
  }

  private void awaitSignal() {
    if (isLeashed) {
      Interruption.atEndOf(System.in);
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException toldToEnd) {
      // What was waited for: see Interruption.
    }
  }

  private static Map<String, Object> summary(
      CaptureCounters counters, @Nullable Shipper shipper, boolean isSafe) {
    var facts = new LinkedHashMap<String, Object>();
    if (shipper == null) {
      facts.put("pairs", counters.of(Counter.PAIRS));
    } else {
      facts.put("pairs", shipper.counters().offered());
      facts.put("acknowledged", shipper.counters().acked());
      facts.put("dropped", shipper.counters().dropped());
    }
    facts.put("undecodableConnections", counters.undecodable());
    facts.put("safe", isSafe);
    return facts;
  }

  private void announce(CaptureProxy proxy, @Nullable Shipper shipper) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("service", service);
    proxy.inboundPort().ifPresent(port -> facts.put("inboundPort", port));
    proxy.outboundPort().ifPresent(port -> facts.put("outboundPort", port));
    proxy.redirectedInboundPort().ifPresent(port -> facts.put("transparentInboundPort", port));
    proxy.redirectedOutboundPort().ifPresent(port -> facts.put("transparentOutboundPort", port));
    tellHealth(proxy, shipper).ifPresent(port -> facts.put("healthPort", port));
    facts.put("captureId", shipper == null ? "" : shipper.captureId());
    readyFile.ifPresent(file -> ReadyFile.write(file, facts));
    say("ready", facts);
  }

  private Optional<Integer> tellHealth(CaptureProxy proxy, @Nullable Shipper shipper) {
    long spoolLimitBytes = spoolDirectory.isPresent() ? options.spoolLimitBytes() : 0;
    var shipping =
        Optional.ofNullable(shipper)
            .map(active -> new CaptureMetrics.Shipping(active::counters, spoolLimitBytes));
    var metrics = new CaptureMetrics(proxy, shipping);
    return healthPort.map(
        port -> proxy.tellHealth(healthAddress.orElse(address), port, metrics::exposition));
  }

  /** A word and its facts as JSON, on a line, for whoever started the program. */
  private void say(String word, Map<String, Object> facts) {
    var out = spec.commandLine().getOut();
    out.println(word + " " + ReadyFile.json(facts));
    out.flush();
  }

  private CaptureSettings settings() {
    var inbound =
        options.appPort() == 0
            ? Optional.<Inbound>empty()
            : Optional.of(
                new Inbound(
                    options.inboundPort(), new Authority(options.appHost(), options.appPort())));
    var outbound =
        outboundPort.map(port ->
            new Outbound(outboundAddress.orElse(address), port, caDirectory, DoorSettings.DEFAULT));
    var redirected =
        new Redirected(
            port(transparentInboundPort),
            port(transparentOutboundPort),
            caDirectory,
            DoorSettings.DEFAULT);
    if (Stream.of(inbound, outbound, transparentInboundPort, transparentOutboundPort)
        .allMatch(Optional::isEmpty)) {
      throw new ParameterException(
          spec.commandLine(),
          "What is to be recorded? Give --app-port for what comes in, --outbound-port for what goes out, or both;"
              + " where connections are redirected, --transparent-inbound-port, --transparent-outbound-port, or both.");
    }
    return new CaptureSettings(
        Origin.of(service),
        new Listeners(address, inbound, outbound, redirected),
        servers(),
        copies(),
        threads);
  }

  private static OptionalInt port(Optional<Integer> given) {
    return given.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private Servers servers() {
    try {
      return new Servers(
          new HostMap(options.hostMap().stream().map(HostMap.Rule::parse).toList()),
          Exclusions.parse(options.exclusions()),
          options.upstreamCas(),
          !options.isUpstreamInsecure(),
          Servers.DEFAULT.connectTimeout());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
    }
  }

  private Copies copies() {
    return options
        .bodyLimitBytes()
        .map(bytes ->
            new Copies(TapLimits.DEFAULT.withBodyBytes(bytes), Copies.DEFAULT.memoryBytes()))
        .orElse(Copies.DEFAULT);
  }

  private ShipperSettings shipping() {
    String token =
        Optional.ofNullable(System.getenv("REPRISE_API_KEY"))
            .or(() -> Optional.ofNullable(System.getenv("REPRISE_TOKEN")))
            .orElse("");
    var settings = ShipperSettings.of(ingestAddress, token, service, "capture-proxy/0.1.0");
    return spoolDirectory
        .map(folder -> settings.withSpool(SpoolSettings.of(folder, options.spoolLimitBytes())))
        .orElse(settings);
  }
}
