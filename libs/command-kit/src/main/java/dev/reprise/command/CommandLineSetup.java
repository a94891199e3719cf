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
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_COLUMNS)
        .setExecutionStrategy(new Interruption())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
