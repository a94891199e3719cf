// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.process;

import java.util.List;

/**
 * Runs a program from its main method: answers {@code --help}, and turns failures into one line on
 * standard error and an exit code (2 for wrong settings, 1 for anything else).
 */
public final class Launcher {

  private Launcher() {}

  /** What a program does once its settings are read. */
  @FunctionalInterface
  public interface Program {

    /**
     * Does the work, or starts the threads that do it.
     *
     * @return the exit code; zero also lets the threads that were started go on
     */
    int run(Settings settings) throws Exception;
  }

  /** Runs {@code program}; returns only where the process is to live on. */
  public static void run(Options options, String[] arguments, Program program) {
    int status = statusOf(options, List.of(arguments), program);
    if (status != 0) {
      System.exit(status);
    }
  }

  // The one boundary of each process, so it catches everything.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static int statusOf(Options options, List<String> arguments, Program program) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      System.out.print(options.help());
      return 0;
    }
    try {
      return program.run(options.parse(arguments, System.getenv()));
    } catch (UsageException wrong) {
      System.err.println(wrong.getMessage());
      return 2;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (Exception failure) {
      failure.printStackTrace();
      return 1;
    }
  }
}
