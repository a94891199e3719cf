// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/**
 * Copies that were dropped at a full bound, recorded as data: an unmarked gap would turn into a
 * wrong test later.
 *
 * @param id the place of the gap in its capture, counted like a pair
 * @param service the recorded service
 * @param droppedPairs how many pairs were dropped
 * @param droppedBytes how many body bytes they had
 * @param fromNanos when the first was dropped, since the epoch
 * @param toNanos when the last was dropped, since the epoch
 * @param reason e.g. {@code spool full}
 */
public record Gap(
    PairId id,
    String service,
    long droppedPairs,
    long droppedBytes,
    long fromNanos,
    long toNanos,
    String reason) {}
