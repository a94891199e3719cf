// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.child.ListenAddress;
import dev.reprise.command.CountConverter;
import dev.reprise.command.PortConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options about what is replayed or mocked, and for which application. */
final class TargetOptions {

  private static final int NEWEST = 0;

  @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "The snapshot.")
  private String snapshot = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description =
          "The application to start, after '--': it gets proxy and trust settings for the mocks.")
  private List<String> command = List.of();

  @Option(
      names = "--snapshot-version",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Which version of it (default: the newest).")
  private Optional<Integer> version = Optional.empty();

  @Option(
      names = "--app-port",
      defaultValue = "0",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where the application listens on this machine.")
  private int appPort;

  @Option(
      names = "--app-timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      converter = CountConverter.class,
      description = "How long it may take to listen (default: ${DEFAULT-VALUE}).")
  private int appTimeoutSeconds;

  @Option(
      names = "--app-log",
      paramLabel = "FILE",
      description = "Where the application's output goes (default: standard error).")
  private Optional<Path> appLog = Optional.empty();

  @Option(
      names = "--responder-port",
      defaultValue = "0",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where the responder listens (default: a free port).")
  private int responderPort;

  String snapshot() {
    return snapshot;
  }

  /** As the services count; 0 is the newest. */
  int version() {
    return version.orElse(NEWEST);
  }

  /** Where the application listens, if that was said. */
  Optional<ListenAddress> address() {
    return appPort == 0
        ? Optional.empty()
        : Optional.of(new ListenAddress(ListenAddress.LOOPBACK, appPort));
  }

  Duration appTimeout() {
    return Duration.ofSeconds(appTimeoutSeconds);
  }

  Optional<Path> appLog() {
    return appLog;
  }

  int responderPort() {
    return responderPort;
  }

  List<String> command() {
    return command;
  }
}
