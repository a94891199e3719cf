// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.tap;

import dev.reprise.capture.upstream.Exclusions;
import dev.reprise.traffic.pair.UnstampedPair;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.TapListener;
import dev.reprise.wire.http1.TappedConnection;
import dev.reprise.wire.http1.Undecodable;

/**
 * Hands on the pairs of hosts that are not left alone: a connection that was made to an address may
 * ask for any host.
 *
 * @param taken what is told of the others
 */
record Selection(TapListener taken, Exclusions exclusions) implements TapListener {

  @Override
  public void pair(UnstampedPair pair) {
    var request = pair.request();
    boolean excluded =
        Authority.parse(request.authority(), Authority.defaultPort(request.scheme()))
            .filter(exclusions::contains)
            .isPresent();
    if (!excluded) {
      taken.pair(pair);
    }
  }

  @Override
  public void undecodable(TappedConnection connection, Undecodable reason, int lostPairs) {
    taken.undecodable(connection, reason, lostPairs);
  }

  @Override
  public void detached(TappedConnection connection, Throwable failure) {
    taken.detached(connection, failure);
  }
}
