// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

import java.util.Map;

/**
 * Who was recorded, and on which occasion.
 *
 * @param service the logical name of the recorded service
 * @param replayId the replay during which the pair was seen, or empty
 * @param tags free facts of the agent, e.g. pod and namespace
 */
public record Origin(String service, String replayId, Map<String, String> tags) {

  /** Copies the tags. */
  public Origin {
    tags = Map.copyOf(tags);
  }

  /** Recorded outside a replay, with no tags. */
  public static Origin of(String service) {
    return new Origin(service, "", Map.of());
  }
}
