// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options about the application that is replayed against or mocked for. */
final class TargetOptions {

  @Option(
      names = "--app-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where the application listens on this machine.")
  int appPort;

  @Option(
      names = "--app-timeout",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "How long it may take to listen (default: ${DEFAULT-VALUE}).")
  private int appTimeoutSeconds;

  @Option(
      names = "--app-log",
      paramLabel = "FILE",
      description = "Where the application's output goes (default: here).")
  private Optional<Path> appLog = Optional.empty();

  @Option(
      names = "--responder-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Where the responder listens (default: a free port).")
  int responderPort;

  @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "The snapshot.")
  String snapshot = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description =
          "The application to start, after '--': it gets proxy and trust settings for the mocks.")
  private List<String> command = List.of();

  Duration appTimeout() {
    return Duration.ofSeconds(appTimeoutSeconds);
  }

  Optional<Path> appLog() {
    return appLog;
  }

  List<String> command() {
    return command;
  }
}
