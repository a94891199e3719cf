// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import java.util.Map;

/**
 * What a recording has taught about the values at each place of each endpoint.
 *
 * <p><b>Threads:</b> immutable. <b>Cost:</b> one look-up in a hash map a message, one more a value.
 *
 * @param endpoints requests under status 0, responses under theirs
 */
public record ReplayRules(Map<EndpointKey, EndpointRules> endpoints) {

  /**
   * The version of the way rules are learnt and written; part of every artifact. 2 tells tokens of
   * letters only from words by {@code LetterOdds}.
   */
  public static final int VERSION = 2;

  /** Nothing learnt. */
  public static final ReplayRules NONE = new ReplayRules(Map.of());

  /** Copies the map. */
  public ReplayRules {
    endpoints = Map.copyOf(endpoints);
  }

  /** The rules of a key; empty ones where the recording has none. */
  public EndpointRules of(EndpointKey key) {
    return endpoints.getOrDefault(key, EndpointRules.NONE);
  }

  /** The rules of a request. */
  public EndpointRules ofRequest(Direction direction, Request request) {
    return of(EndpointKey.of(direction, request));
  }

  /** The rules of a recorded pair's response; of its request when there was no response. */
  public EndpointRules ofResponse(RRPair pair) {
    return of(EndpointKey.of(pair.direction(), pair.request()).answered(pair.status()));
  }
}
