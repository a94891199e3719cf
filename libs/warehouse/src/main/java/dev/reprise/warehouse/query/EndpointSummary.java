// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.pair.Direction;

/**
 * An endpoint as recorded.
 *
 * @param service the recorded service
 * @param direction to or from it
 * @param host of outbound calls, the host asked for; of inbound ones, any that was
 * @param endpoint method and path template
 * @param technology what is spoken
 * @param count how many pairs
 * @param errorRate share of status 500 or above or no response, 0 to 1
 * @param latency of responses
 */
public record EndpointSummary(
    String service,
    Direction direction,
    String host,
    String endpoint,
    String technology,
    long count,
    double errorRate,
    Latency latency) {}
