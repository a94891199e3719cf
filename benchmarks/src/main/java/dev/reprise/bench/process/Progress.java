// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

/** Says on standard error what a benchmark does, since results go to standard output. */
public final class Progress {

  private static final long STARTED_NANOS = System.nanoTime();

  private Progress() {}

  /** A step begins. */
  public static void say(String step) {
    System.err.printf("%6.1f s  %s%n", (System.nanoTime() - STARTED_NANOS) / 1e9, step);
  }
}
