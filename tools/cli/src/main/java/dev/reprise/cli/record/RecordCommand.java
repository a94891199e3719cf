// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.record;

import dev.reprise.cli.child.ChildApplication;
import dev.reprise.cli.child.ListenAddress;
import dev.reprise.cli.child.ProxyEnvironment;
import dev.reprise.cli.child.RecordedCommand;
import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Progress;
import dev.reprise.command.CaptureOptions;
import dev.reprise.command.CountConverter;
import dev.reprise.command.ExitStatus;
import dev.reprise.command.PortConverter;
import dev.reprise.command.ReadyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
      "Records an application through a proxy beside it.",
      "Records until interrupted (Ctrl-C). With a COMMAND, starts it with proxy and trust "
          + "settings, so that its outbound calls are recorded, too, and ends with it and its exit "
          + "status; without, attaches to an application that already runs. docs/capture.md says "
          + "which clients honour which settings."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise record --app-port 8080 -- java -jar shop.jar",
      "  reprise record --app-port 8080 --service shop --map pay.test=127.0.0.1:9102 -- ./shop",
      "  reprise record --app-port 8080              # inbound only: the application already runs"
    })
public final class RecordCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CommandContext context = new CommandContext();
  @Mixin private CaptureOptions capture = new CaptureOptions();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "What to call the application (default: the name of the command, else 'app').")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--outbound-port",
      defaultValue = "0",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where its outbound calls go (default: a free port, printed).")
  private int outboundPort;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      converter = CountConverter.class,
      description = "Stop after this long.")
  private Optional<Integer> durationSeconds = Optional.empty();

  @Option(
      names = "--app-timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      converter = CountConverter.class,
      description = "How long the application may take to listen (default: ${DEFAULT-VALUE}).")
  private int appTimeoutSeconds;

  @Option(
      names = "--app-log",
      paramLabel = "FILE",
      description = "Where the application's output goes (default: standard error).")
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
    if (capture.appPort() == 0 && command.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "What is to be recorded? Give --app-port PORT of a running application, or its COMMAND after '--'.");
    }
    try (var progress = context.progress();
        var proxy = CaptureProxy.start(context, progress, arguments())) {
      return command.isEmpty() ? attach(proxy, progress) : runChild(proxy, progress);
    }
  }

  private List<String> arguments() {
    var arguments = new ArrayList<>(capture.arguments());
    arguments.addAll(
        List.of("--service", serviceName(), "--outbound-port", Integer.toString(outboundPort)));
    return arguments;
  }

  private int attach(CaptureProxy proxy, Progress progress) throws InterruptedException {
    if (address().filter(ListenAddress::isListening).isEmpty()) {
      progress.say("Nothing listens on %s:%d yet.".formatted(capture.appHost(), capture.appPort()));
    }
    announce(proxy, progress);
    progress.say("Recording until interrupted (Ctrl-C).");
    proxy.await(duration());
    return ExitStatus.OK;
  }

  private int runChild(CaptureProxy proxy, Progress progress) throws InterruptedException {
    var environment =
        ProxyEnvironment.of(
            ListenAddress.LOOPBACK,
            proxy.outboundPort(),
            proxy.caCertificatePem(),
            context.home().resolve("trust"));
    var start = new ChildApplication.Start(command, environment, address(), appLog);
    try (var application = ChildApplication.start(start)) {
      application.awaitListening(Duration.ofSeconds(appTimeoutSeconds));
      announce(proxy, progress);
      application.await(duration());
      application
          .status()
          .ifPresent(status -> progress.say("The application ended with status " + status + "."));
      return application.status().orElse(ExitStatus.OK);
    }
  }

  private void announce(CaptureProxy proxy, Progress progress) {
    if (capture.appPort() != 0) {
      progress.say(
          "Inbound:  send requests to http://127.0.0.1:%d; they are recorded and passed to %s:%d."
              .formatted(proxy.inboundPort(), capture.appHost(), capture.appPort()));
    }
    progress.say(
        "Outbound: calls through the proxy http://127.0.0.1:%d are recorded."
            .formatted(proxy.outboundPort()));
    new RecordedCommand(capture.appPort(), command).write(context.home(), serviceName());
    readyFile.ifPresent(file -> ReadyFile.write(file, proxy.ready()));
  }

  private Optional<ListenAddress> address() {
    return capture.appPort() == 0
        ? Optional.empty()
        : Optional.of(new ListenAddress(capture.appHost(), capture.appPort()));
  }

  private Optional<Duration> duration() {
    return durationSeconds.map(Duration::ofSeconds);
  }

  private String serviceName() {
    return service.orElseGet(
        () -> command.isEmpty() ? "app" : Path.of(command.getFirst()).getFileName().toString());
  }
}
