// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.PairId;

/** Pairs by their names, as callers say them. */
public final class Pairs {

  private Pairs() {}

  /**
   * Reads {@code capture/sequence}.
   *
   * @throws AppException of code PAIR_ID_INVALID
   */
  public static PairId id(String text) {
    try {
      return PairId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new AppException(
          ErrorKind.USER,
          "PAIR_ID_INVALID",
          "'" + text + "' is not the id of a pair; one looks like 'capture/17'.",
          "Take the id from a page of pairs.");
    }
  }

  /** What to throw when no pair has the name. */
  public static AppException unknown(PairId id) {
    return new AppException(
        ErrorKind.NOT_FOUND,
        "PAIR_UNKNOWN",
        "There is no pair " + id + ".",
        "It may not be stored yet, or not be kept any more.");
  }
}
