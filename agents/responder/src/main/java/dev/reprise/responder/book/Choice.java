// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.snapshot.OutboundEntry;
import java.util.Locale;

/**
 * Which recorded call was chosen, and how.
 *
 * @param entry of the index
 * @param how it was told from others
 */
record Choice(OutboundEntry entry, How how) {

  /** How a recorded call was told from others with the same signature. */
  enum How {
    /** There is only one, or a value told them apart. */
    EXACT,
    /** It was the next of several alike. */
    ORDER,
    /** All were used; it was the last again. */
    REUSED;

    /** As outcomes say it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
