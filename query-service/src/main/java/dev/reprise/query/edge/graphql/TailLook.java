// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.PairTail;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** What one look of a tail found, as the schema shows it. */
@Description("The pairs that were stored since the look before.")
public record TailLook(
    @NonNull @Description("In the order they began.") List<@NonNull PairRow> pairs,
    @Description("How many more there were, which a slow reader misses.") long skipped) {

  static TailLook of(PairTail.Look look) {
    return new TailLook(look.pairs().stream().map(PairRow::of).toList(), look.skipped());
  }
}
