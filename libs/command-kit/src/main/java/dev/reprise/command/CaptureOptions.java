// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that say what is captured of an application and how. The capture proxy reads them;
 * {@code record} declares them by mixing them in, and passes on what was given.
 */
public final class CaptureOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee = CommandSpec.create();

  @Option(
      names = "--app-port",
      defaultValue = "0",
      paramLabel = "PORT",
      converter = PortConverter.class,
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
      converter = PortConverter.class,
      description = "Where callers reach it through the proxy (default: a free port).")
  private int inboundPort;

  @Option(
      names = "--map",
      paramLabel = "HOST=ADDRESS[:PORT]",
      description = "Where a name leads, before DNS is asked; may be repeated.")
  private List<String> hostMap = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "HOST",
      description =
          "A host that is neither recorded nor intercepted, e.g. '*.internal'; may be repeated.")
  private List<String> exclusions = List.of();

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
      converter = CountConverter.class,
      description = "Keep at most this much of each body (default: 10 MiB).")
  private Optional<Integer> bodyLimitBytes = Optional.empty();

  @Option(
      names = "--spool-limit",
      defaultValue = "1073741824",
      paramLabel = "BYTES",
      description =
          "How many bytes of copies may wait on disk while ingest-service is away; beyond that they"
              + " are dropped and counted (default: 1 GiB).")
  private long spoolLimitBytes;

  /** Where the application listens; 0 when only its outbound calls are captured. */
  public int appPort() {
    return appPort;
  }

  /** On which host. */
  public String appHost() {
    return appHost;
  }

  /** Where callers reach it through the proxy; 0 is any free port. */
  public int inboundPort() {
    return inboundPort;
  }

  /** Where names lead, as given. */
  public List<String> hostMap() {
    return List.copyOf(hostMap);
  }

  /** Hosts that are left alone, as given. */
  public List<String> exclusions() {
    return List.copyOf(exclusions);
  }

  /** Further CAs for certificates of dependencies. */
  public List<Path> upstreamCas() {
    return List.copyOf(upstreamCas);
  }

  /** Whether certificates of dependencies go unchecked. */
  public boolean isUpstreamInsecure() {
    return isUpstreamInsecure;
  }

  /** How much of each body is kept, if that was said. */
  public Optional<Integer> bodyLimitBytes() {
    return bodyLimitBytes;
  }

  /** How much may wait on disk. */
  public long spoolLimitBytes() {
    return spoolLimitBytes;
  }

  /** Those of them that were given, as arguments for a program that has them too. */
  public List<String> arguments() {
    var arguments = new ArrayList<String>();
    for (OptionSpec option : mixee.commandLine().getParseResult().matchedOptionsSet()) {
      if (option.userObject() instanceof Field field
          && field.getDeclaringClass() == CaptureOptions.class) {
        addTo(arguments, option);
      }
    }
    return arguments;
  }

  private static void addTo(List<String> arguments, OptionSpec option) {
    if (option.arity().max() == 0) {
      arguments.add(option.longestName());
      return;
    }
    for (String value : option.originalStringValues()) {
      arguments.add(option.longestName());
      arguments.add(value);
    }
  }
}
