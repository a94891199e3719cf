// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Origin;

/**
 * What every pair of a connection has in common.
 *
 * @param origin who is recorded
 * @param direction to or from the system under test
 * @param connection the connection; its index is set for each pair
 * @param scheme {@code https} when TLS was ended before the tap, {@code http} otherwise
 * @param authority whom requests are for that do not say so themselves
 */
public record TappedConnection(
    Origin origin, Direction direction, Connection connection, String scheme, String authority) {

  Connection at(int index) {
    return new Connection(
        connection.id(), index, connection.client(), connection.server(), connection.tls());
  }
}
