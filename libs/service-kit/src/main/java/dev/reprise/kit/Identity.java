// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

/** What was found out about who calls. */
sealed interface Identity {

  /** It is proved who calls. */
  record Known(Caller caller) implements Identity {}

  /**
   * Nobody we know.
   *
   * @param reason why not, as a sentence for the caller
   */
  record Stranger(String reason) implements Identity {}

  /**
   * It cannot be told now: whoever keeps the keys does not answer.
   *
   * @param reason a sentence for the caller
   */
  record Untold(String reason) implements Identity {}
}
