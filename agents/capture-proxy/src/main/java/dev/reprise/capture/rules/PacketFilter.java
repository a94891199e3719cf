// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

import dev.reprise.traffic.error.AppException;

/**
 * Who is told the rules. Only what is Reprise's own is ever touched.
 *
 * <p><b>Threads:</b> blocks on other programs.
 */
sealed interface PacketFilter permits Iptables, Nftables {

  /** What {@link #apply} tells, as text that can be read and kept. */
  String text(RedirectRules rules);

  /**
   * Writes the rules in the place of those that were written before.
   *
   * @throws AppException if they are not taken; then those from before are still there
   */
  void apply(RedirectRules rules);

  /**
   * Takes all away, if there are any.
   *
   * @throws AppException if that is not allowed
   */
  void remove();
}
