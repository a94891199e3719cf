// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import picocli.CommandLine;

/** How every program of Reprise reads its options and tells what went wrong. */
@ApplicationScoped
public class CommandLineSetup {

  private static final int HELP_COLUMNS = 100;

  @Produces
  CommandLine commandLine(PicocliCommandLineFactory factory) {
    return configure(factory.create());
  }

  /** Sets a command line up, subcommands included. */
  public static CommandLine configure(CommandLine commandLine) {
    var failures = new FailureReport();
    dress(commandLine, commandLine.getCommandSpec().version());
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_COLUMNS)
        .setExecutionStrategy(new Interruption())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /** Commands below the top say the same version, and all their options in a list only. */
  private static void dress(CommandLine commandLine, String[] version) {
    var spec = commandLine.getCommandSpec();
    spec.version(version);
    spec.usageMessage().abbreviateSynopsis(true);
    commandLine.getSubcommands().values().forEach(below -> dress(below, version));
  }
}
