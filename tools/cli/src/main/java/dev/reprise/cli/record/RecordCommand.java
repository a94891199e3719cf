// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.record;

import dev.reprise.cli.child.ChildApplication;
import dev.reprise.cli.child.ProxyEnvironment;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.context.Service;
import dev.reprise.cli.output.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records an application: what it is asked, and what it asks of others. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Records an application through a proxy beside it, until interrupted or until the application ends.",
      "With a COMMAND, starts it with proxy and trust settings, so that its outbound calls are recorded, too;",
      "without, attaches to one that already runs (docs/capture.md says which clients honour what)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise record --app-port 8080 -- java -jar shop.jar",
      "  reprise record --app-port 8080 --service shop --map payment.shop.test=127.0.0.1:9102 -- ./shop",
      "  reprise record --app-port 8080               # inbound only: the application already runs"
    })
public final class RecordCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "What to call the application (default: the name of the command, else 'app').")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--app-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where the application listens; without it only outbound calls are recorded.")
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
      description = "Where callers reach it through the proxy (default: a free port, printed).")
  private int inboundPort;

  @Option(
      names = "--outbound-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where its outbound calls go (default: a free port, printed).")
  private int outboundPort;

  @Option(
      names = "--map",
      paramLabel = "HOST=ADDRESS:PORT",
      description = "Where a name leads, before DNS is asked; may be repeated.")
  private List<String> hostMap = List.of();

  @Option(
      names = "--upstream-ca",
      paramLabel = "FILE",
      description =
          "A further CA (PEM) that certificates of dependencies may be signed by; may be repeated.")
  private List<Path> upstreamCas = List.of();

  @Option(
      names = "--upstream-insecure",
      description = "Do not check the certificates of dependencies.")
  private boolean isUpstreamInsecure;

  @Option(
      names = "--body-limit",
      paramLabel = "BYTES",
      description = "Keep at most this much of each body (default: 10 MiB).")
  private Optional<Long> bodyLimitBytes = Optional.empty();

  @Option(names = "--duration", paramLabel = "SECONDS", description = "Stop after this long.")
  private Optional<Integer> durationSeconds = Optional.empty();

  @Option(
      names = "--app-timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "How long the application may take to listen (default: ${DEFAULT-VALUE}).")
  private int appTimeoutSeconds;

  @Option(
      names = "--app-log",
      paramLabel = "FILE",
      description = "Where the application's output goes (default: here).")
  private Optional<Path> appLog = Optional.empty();

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written as JSON (ports, capture) once everything listens; for scripts.")
  private Optional<Path> readyFile = Optional.empty();

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The application to start, after '--'.")
  private List<String> command = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (appPort == 0 && command.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "What is to be recorded? Give --app-port PORT of a running application, or its COMMAND after '--'.");
    }
    try (var progress = Progress.onStandardError();
        var proxy = CaptureProxy.start(context.home(), settings(), progress)) {
      return command.isEmpty() ? attach(proxy, progress) : runChild(proxy, progress);
    }
  }

  private int attach(CaptureProxy proxy, Progress progress) throws InterruptedException {
    announce(proxy, progress);
    readyFile.ifPresent(proxy::copyReadyFileTo);
    progress.say("Recording until interrupted (Ctrl-C).");
    proxy.await(durationSeconds.map(Duration::ofSeconds));
    return 0;
  }

  private int runChild(CaptureProxy proxy, Progress progress) throws InterruptedException {
    var environment =
        ProxyEnvironment.of(
            "127.0.0.1",
            proxy.outboundPort(),
            proxy.caCertificatePem(),
            context.home().resolve("trust"));
    try (var application = ChildApplication.start(command, environment, appLog)) {
      if (appPort != 0) {
        application.awaitListening(appHost, appPort, Duration.ofSeconds(appTimeoutSeconds));
      }
      announce(proxy, progress);
      readyFile.ifPresent(proxy::copyReadyFileTo);
      int status = application.await(durationSeconds.map(Duration::ofSeconds));
      if (status != 0) {
        progress.say("The application ended with status " + status + ".");
      }
      return 0;
    }
  }

  private void announce(CaptureProxy proxy, Progress progress) {
    if (appPort != 0) {
      progress.say(
          "Inbound:  send requests to http://127.0.0.1:%d; they are recorded and passed to %s:%d."
              .formatted(proxy.inboundPort(), appHost, appPort));
    }
    progress.say(
        "Outbound: calls through the proxy http://127.0.0.1:%d are recorded."
            .formatted(proxy.outboundPort()));
  }

  private CaptureProxy.Settings settings() {
    return new CaptureProxy.Settings(
        service.orElseGet(this::serviceFromCommand),
        context.address(Service.INGEST),
        context.token(),
        new CaptureProxy.Ports(appHost, appPort, inboundPort, outboundPort),
        List.copyOf(hostMap),
        new CaptureProxy.Upstream(List.copyOf(upstreamCas), isUpstreamInsecure),
        bodyLimitBytes);
  }

  private String serviceFromCommand() {
    return command.isEmpty() ? "app" : Path.of(command.getFirst()).getFileName().toString();
  }
}
