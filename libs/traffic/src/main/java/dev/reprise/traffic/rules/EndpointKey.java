// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rules;

import dev.reprise.traffic.endpoint.EndpointTemplates;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Request;
import java.util.Comparator;

/**
 * Messages whose values are compared with each other.
 *
 * @param direction of the pair
 * @param host the authority asked for
 * @param endpoint method and path template
 * @param status of responses; 0 for requests
 */
public record EndpointKey(Direction direction, String host, String endpoint, int status)
    implements Comparable<EndpointKey> {

  private static final Comparator<EndpointKey> ORDER =
      Comparator.comparing(EndpointKey::direction)
          .thenComparing(EndpointKey::host)
          .thenComparing(EndpointKey::endpoint)
          .thenComparingInt(EndpointKey::status);

  /** The key of a request. */
  public static EndpointKey of(Direction direction, Request request) {
    return new EndpointKey(
        direction, request.authority(), EndpointTemplates.of(request.method(), request.path()), 0);
  }

  /** The key of the responses with a status to the same requests. */
  public EndpointKey answered(int responseStatus) {
    return new EndpointKey(direction, host, endpoint, responseStatus);
  }

  @Override
  public int compareTo(EndpointKey other) {
    return ORDER.compare(this, other);
  }

  /** For people: {@code IN shop.test GET /users/{id} -> 200}. */
  @Override
  public String toString() {
    return direction + " " + host + " " + endpoint + (status == 0 ? "" : " -> " + status);
  }
}
