// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.process;

/** Says in one line why a benchmark cannot be run, or what made a measurement void. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what to do about it. */
  public BenchException(String message) {
    super(message);
  }

  /** With a cause. */
  public BenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
