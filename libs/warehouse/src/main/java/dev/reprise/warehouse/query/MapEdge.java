// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Direction;

/**
 * Who calls whom.
 *
 * @param from the calling service, or {@link #CLIENTS}
 * @param to the called service where it is recorded too, else the host asked for
 * @param direction as the recorded service saw it
 * @param port the one asked for, 0 where it is not known
 * @param technology what is spoken
 * @param tls whether it was encrypted
 * @param count how many pairs
 * @param errorRate share of status 500 or above or no response, 0 to 1
 * @param latency of responses
 */
public record MapEdge(
    String from,
    String to,
    Direction direction,
    int port,
    String technology,
    boolean tls,
    long count,
    double errorRate,
    Latency latency) {

  /** Whoever calls a recorded service from outside. */
  public static final String CLIENTS = "clients";
}
