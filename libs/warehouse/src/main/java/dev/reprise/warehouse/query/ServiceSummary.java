// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

/**
 * A service as recorded.
 *
 * @param service its name
 * @param inbound how many pairs came to it
 * @param outbound how many it sent
 * @param errors how many of both failed: status 500 or above, or no response
 * @param firstNanos when the first began
 * @param lastNanos when the last began
 */
public record ServiceSummary(
    String service, long inbound, long outbound, long errors, long firstNanos, long lastNanos) {}
