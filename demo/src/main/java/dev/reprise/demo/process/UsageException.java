// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.process;

/**
 * Says that a program was called with settings that it cannot work with; the message is for its
 * user.
 */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates one whose message names the setting, its value and the rule. */
  public UsageException(String message) {
    super(message);
  }
}
