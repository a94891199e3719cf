// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.pair.UnstampedPair;

/** Pairs to ship. */
final class Pairs {

  private Pairs() {}

  /** A pair whose path ends in the number. */
  static UnstampedPair numbered(int number) {
    return numbered(number, 10);
  }

  static UnstampedPair numbered(int number, int bodyBytes) {
    return new UnstampedPair(
        Origin.of("shop"),
        Direction.IN,
        new Connection("1", number, "127.0.0.1:1", "127.0.0.1:2", null),
        new Request(
            "GET",
            "http",
            "shop.test",
            "/" + number,
            "HTTP/1.1",
            Headers.of("Host", "shop.test"),
            Body.EMPTY,
            Headers.EMPTY),
        new Response(
            200,
            "OK",
            "HTTP/1.1",
            Headers.EMPTY,
            Body.whole(Bytes.own(new byte[bodyBytes])),
            Headers.EMPTY),
        new Timing(1000L + number, 2000, 3000, 4000),
        RRPair.Notes.NONE);
  }
}
