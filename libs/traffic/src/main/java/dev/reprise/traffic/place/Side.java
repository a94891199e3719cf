// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

/** Which message of a pair. */
public enum Side {
  /** What was asked. */
  REQUEST("request"),
  /** What was answered. */
  RESPONSE("response");

  private final String word;

  Side(String word) {
    this.word = word;
  }

  /** As places are printed. */
  public String word() {
    return word;
  }
}
