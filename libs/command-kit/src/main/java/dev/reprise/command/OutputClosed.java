// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

/** Whoever read standard output has seen enough: as with {@code head}, that is no failure. */
public final class OutputClosed extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** For the command to end by. */
  public OutputClosed() {
    super("standard output was closed");
  }
}
