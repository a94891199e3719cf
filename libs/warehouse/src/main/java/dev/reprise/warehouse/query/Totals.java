// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

/**
 * What the warehouse holds.
 *
 * @param pairs how many
 * @param gaps how many times copies were dropped
 * @param droppedPairs how many copies were dropped
 * @param wireBytes length of all bodies on the wire
 * @param storedBytes what all tables take on disk, compressed
 * @param firstNanos when the first pair began; 0 when there is none
 * @param lastNanos when the last pair began; 0 when there is none
 */
public record Totals(
    long pairs,
    long gaps,
    long droppedPairs,
    long wireBytes,
    long storedBytes,
    long firstNanos,
    long lastNanos) {}
