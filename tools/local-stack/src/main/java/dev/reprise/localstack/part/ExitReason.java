// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

import java.util.List;
import java.util.Map;

/**
 * Why a process is not there any more, in words for a log.
 *
 * @param what e.g. {@code "exit code 1"} or {@code "signal 9 (SIGKILL)"}
 * @param lastLines the end of what it wrote, oldest first
 */
public record ExitReason(String what, List<String> lastLines) {

  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8,
          "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  public ExitReason {
    lastLines = List.copyOf(lastLines);
  }

  /**
   * @param exitValue as the JDK gives it: 128 and more for a signal, which a shell or a JVM that
   *     ends by itself with such a code cannot be told from
   */
  public static ExitReason of(int exitValue, List<String> lastLines) {
    String signal = SIGNALS.get(exitValue - SIGNALLED);
    return new ExitReason(
        signal == null
            ? "exit code " + exitValue
            : "signal %d (%s)".formatted(exitValue - SIGNALLED, signal),
        lastLines);
  }

  /** Whether the process ended by itself or on request, and so could finish what it was doing. */
  public boolean isOrderly() {
    return what.equals("exit code 0") || what.equals("signal 15 (SIGTERM)");
  }

  /** The reason of a process that never came to be. */
  public static ExitReason notStarted(String why) {
    return new ExitReason("it could not be started: " + why, List.of());
  }

  /** The same end, with what had gone before it. */
  public ExitReason because(String cause) {
    return new ExitReason(cause + ", then " + what, lastLines);
  }
}
