// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.pair.RRPair;
import java.util.List;

/**
 * An inbound pair, ready to be replayed.
 *
 * @param pair as recorded
 * @param session which it belongs to
 * @param uses of tokens, in the order of its messages
 */
public record RecordedRequest(RRPair pair, Session session, List<TokenUse> uses) {

  /** Copies the list. */
  public RecordedRequest {
    uses = List.copyOf(uses);
  }
}
