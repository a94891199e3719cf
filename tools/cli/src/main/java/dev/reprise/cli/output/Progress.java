// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows how far long work is: a bar that is drawn over on a terminal, plain lines otherwise, always
 * on standard error so that results stay clean.
 *
 * <p><b>Threads:</b> any; what is said from several threads comes line by line.
 */
public final class Progress implements AutoCloseable {

  private static final int BAR_CELLS = 30;
  private static final Duration LINE_EVERY = Duration.ofSeconds(2);
  private static final String BEGIN_OF_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean isTerminal;
  private final Clock clock;
  private Instant nextLine = Instant.MIN;
  private String lastStage = "";
  private boolean isBarShown;

  /**
   * Shows on a stream that the caller owns.
   *
   * @param isTerminal whether it can be drawn over
   */
  public Progress(PrintWriter err, boolean isTerminal, Clock clock) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.clock = clock;
  }

  /**
   * Shows a state.
   *
   * @param total 0 while not known
   */
  public synchronized void at(String stage, long done, long total, String suffix) {
    if (isTerminal) {
      err.print(BEGIN_OF_LINE + (stage + " " + bar(done, total) + suffix).strip());
      err.flush();
      isBarShown = true;
      return;
    }
    Instant now = clock.instant();
    if (!stage.equals(lastStage) || !now.isBefore(nextLine)) {
      String figures = count(done, total) + suffix;
      err.println(figures.isEmpty() ? stage : stage + ": " + figures.strip());
      err.flush();
      nextLine = now.plus(LINE_EVERY);
      lastStage = stage;
    }
  }

  /** A line that stays. */
  public synchronized void say(String words) {
    clear();
    err.println(words);
    err.flush();
  }

  /** Ends the bar, if one is shown. */
  @Override
  public synchronized void close() {
    clear();
  }

  private void clear() {
    if (isBarShown) {
      err.print(BEGIN_OF_LINE);
      err.flush();
      isBarShown = false;
    }
  }

  private static String bar(long done, long total) {
    if (total <= 0) {
      return "";
    }
    int full = (int) Math.min(BAR_CELLS, BAR_CELLS * done / total);
    return "[" + "=".repeat(full) + " ".repeat(BAR_CELLS - full) + "] " + count(done, total);
  }

  private static String count(long done, long total) {
    return total <= 0 ? "" : "%d of %d ".formatted(done, total);
  }
}
