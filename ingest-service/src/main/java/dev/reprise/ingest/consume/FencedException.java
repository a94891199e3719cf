// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/** The partition has gone to another owner, who takes over from what was committed last. */
public final class FencedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack: it is an ordinary end of the work on a partition. */
  public FencedException(String message) {
    super(message, null, false, false);
  }
}
