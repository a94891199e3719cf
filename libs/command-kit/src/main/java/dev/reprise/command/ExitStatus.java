// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import dev.reprise.traffic.error.ErrorKind;

/**
 * What a command ends with. Failures have the status of their {@link ErrorKind}; 2 and 3 stand here
 * for those that no exception tells.
 */
public final class ExitStatus {

  /** All well. */
  public static final int OK = 0;

  /** A goal of a replay did not hold. */
  public static final int GOALS_MISSED = 1;

  /** The command was wrong: its caller must change it. */
  public static final int USAGE = 2;

  /** Something else stood in the way. */
  public static final int FAILED = 3;

  /** Ctrl-C, as shells count signals: 128 and the signal's number. */
  public static final int INTERRUPTED = 130;

  /** Whoever read the output closed it, as shells count the signal for that. */
  public static final int OUTPUT_CLOSED = 141;

  private ExitStatus() {}
}
