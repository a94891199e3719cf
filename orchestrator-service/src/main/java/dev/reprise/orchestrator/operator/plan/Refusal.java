// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.plan;

/** Why a TrafficReplay cannot be run as it stands; found out before anything is touched. */
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A refusal.
   *
   * @param reason a word for conditions and events
   * @param message what is wrong, and what to do about it
   */
  public Refusal(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A word for conditions and events. */
  public String reason() {
    return reason;
  }

  /** What is wrong; never null. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
