// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.Totals;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.jspecify.annotations.Nullable;

/** Totals, as the schema shows them. */
@Description("What the warehouse holds.")
public record Stats(
    @Description("How many pairs.") long pairs,
    @Description("How many times copies were dropped at a full bound.") long gaps,
    @Description("How many copies were dropped.") long droppedPairs,
    @Description("Length of all bodies on the wire.") long wireBytes,
    @Description("What everything takes on disk, compressed.") long storedBytes,
    @Description("When the first pair began; null when there is none.") @Nullable Instant firstSeen,
    @Description("When the last pair began; null when there is none.") @Nullable Instant lastSeen) {

  static Stats of(Totals totals) {
    return new Stats(
        totals.pairs(),
        totals.gaps(),
        totals.droppedPairs(),
        totals.wireBytes(),
        totals.storedBytes(),
        Times.seen(totals.firstNanos()),
        Times.seen(totals.lastNanos()));
  }
}
