// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

import java.time.Duration;
import java.util.List;

/** Which processor the measured process runs on, and which everything else does. */
public final class Cores {

  /** For what is measured. */
  public static final String MEASURED = "0";

  /** For the load and whatever stands behind what is measured. */
  public static final String OTHERS = "1";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Cores() {}

  /**
   * Refuses a machine on which nothing could have a processor of its own.
   *
   * @throws BenchException if there are not two, or no {@code taskset}
   */
  public static void requireTwo() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new BenchException(
          "A benchmark needs two processors: one for what is measured, one for its load.");
    }
  }

  /** Moves this process, with its threads, to the processor of the load. */
  public static void pinSelf() {
    pin(ProcessHandle.current().pid(), OTHERS);
  }

  /** A command that runs on these processors only. */
  public static List<String> on(String cores, List<String> command) {
    var pinned = new java.util.ArrayList<>(List.of("taskset", "-c", cores));
    pinned.addAll(command);
    return pinned;
  }

  static void pin(long pid, String cores) {
    var _ = Tool.run(LIMIT, List.of("taskset", "-a", "-c", "-p", cores, Long.toString(pid)));
  }
}
