// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.walk;

/**
 * The clock and the timers of an event loop.
 *
 * <p><b>Threads:</b> confined to that loop.
 */
public interface Timers {

  /** Nanoseconds that run evenly. */
  long nanos();

  /**
   * Runs the task at a moment, or as soon as possible when it has passed; never before returning.
   */
  void at(long nanos, Runnable task);
}
