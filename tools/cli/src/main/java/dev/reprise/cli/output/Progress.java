// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

import java.io.PrintStream;

/**
 * Shows how far long work is: a bar that is drawn over on a terminal, plain lines otherwise, always
 * on standard error so that results stay clean.
 *
 * <p><b>Threads:</b> confined to the command's thread.
 */
public final class Progress implements AutoCloseable {

  private static final int BAR_CELLS = 30;
  private static final long LINE_EVERY_NANOS = 2_000_000_000L;

  private final PrintStream err;
  private final boolean isTerminal;
  private long lastLineNanos;
  private String lastStage = "";
  private boolean isBarShown;

  private Progress(PrintStream err, boolean isTerminal) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.lastLineNanos = System.nanoTime() - LINE_EVERY_NANOS;
  }

  /** Shows on standard error. */
  public static Progress onStandardError() {
    var console = System.console();
    return new Progress(System.err, console != null && console.isTerminal());
  }

  /**
   * Shows a state.
   *
   * @param total 0 while not known
   */
  public void at(String stage, long done, long total, String suffix) {
    String text =
        total > 0
            ? "%s %s %d of %d %s".formatted(stage, bar(done, total), done, total, suffix)
            : "%s %s".formatted(stage, suffix);
    if (isTerminal) {
      err.print("\r\u001b[K" + text);
      err.flush();
      isBarShown = true;
      return;
    }
    long now = System.nanoTime();
    if (!stage.equals(lastStage) || now - lastLineNanos >= LINE_EVERY_NANOS) {
      err.println(
          (total > 0 ? "%s: %d of %d %s".formatted(stage, done, total, suffix) : text).strip());
      lastLineNanos = now;
      lastStage = stage;
    }
  }

  /** A line that stays. */
  public void say(String words) {
    clear();
    err.println(words);
  }

  /** Ends the bar, if one is shown. */
  @Override
  public void close() {
    clear();
  }

  private void clear() {
    if (isBarShown) {
      err.print("\r\u001b[K");
      err.flush();
      isBarShown = false;
    }
  }

  private static String bar(long done, long total) {
    int full = (int) Math.min(BAR_CELLS, BAR_CELLS * done / total);
    return "[" + "=".repeat(full) + " ".repeat(BAR_CELLS - full) + "]";
  }
}
