// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.process.BenchException;
import picocli.CommandLine;

/** Runs one benchmark. */
public final class BenchMain {

  private static final int UNABLE = 3;

  private BenchMain() {}

  /**
   * Exits with 0 when it was measured, however fast it was; 1 when something was wrong that must be
   * right, as a replay that differs; 3 when it could not be measured.
   */
  public static void main(String[] arguments) {
    var line =
        new CommandLine(new Bench())
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler(BenchMain::unable);
    System.exit(arguments.length == 0 ? line.execute("--help") : line.execute(arguments));
  }

  private static int unable(Exception failure, CommandLine line, CommandLine.ParseResult arguments)
      throws Exception {
    if (failure instanceof BenchException known) {
      line.getErr().println(known.getMessage());
      return UNABLE;
    }
    throw failure;
  }
}
