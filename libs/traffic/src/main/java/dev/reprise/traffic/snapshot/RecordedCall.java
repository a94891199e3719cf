// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.pair.RRPair;
import java.util.List;

/**
 * An outbound pair, ready to be served.
 *
 * @param pair as recorded
 * @param session which it belongs to
 * @param uses of tokens, in the order of its messages
 */
public record RecordedCall(RRPair pair, Session session, List<TokenUse> uses) {

  /** Copies the list. */
  public RecordedCall {
    uses = List.copyOf(uses);
  }
}
