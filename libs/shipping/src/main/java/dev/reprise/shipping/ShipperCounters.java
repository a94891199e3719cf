// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

/**
 * What has become of the pairs so far. {@code offered = acked + dropped} once everything is
 * settled.
 *
 * @param offered pairs handed over, dropped and lost ones included
 * @param acked pairs that ingest-service has acknowledged
 * @param spooled pairs that were written to the spool
 * @param dropped pairs that were lost on the way here, dropped at a full bound, or refused by
 *     ingest-service
 * @param resent pairs that were sent more than once
 * @param spoolBytes how much lies in the spool now
 */
public record ShipperCounters(
    long offered, long acked, long spooled, long dropped, long resent, long spoolBytes) {}
