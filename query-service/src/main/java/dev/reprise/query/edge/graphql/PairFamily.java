// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.PairKin;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** What belongs to a pair, as the schema shows it. */
@Description("The calls that belong to a pair.")
public record PairFamily(
    @Description("Of an outbound pair, the inbound one it was made for; null where none is known.")
        @Nullable PairRelative cause,
    @NonNull @Description("Of an inbound pair, the outbound ones made for it, in order.")
        List<@NonNull PairRelative> calls,
    @Description("False when there was too much traffic at the time to look at all of it.")
        boolean complete) {

  /** A pair that belongs to another, as the schema shows it. */
  @Description("A pair that belongs to another.")
  public record PairRelative(
      @NonNull @Description("The pair.") PairRow pair,
      @Description(
              "Whether it is known by a trace or request id that was passed on; else it is likely,"
                  + " since the inbound pair was open at the time.")
          boolean exact,
      @Description("Of how many inbound pairs the outbound one may be a call.") int candidates) {

    static PairRelative of(PairKin.Relative relative) {
      return new PairRelative(
          PairRow.of(relative.pair()), relative.isExact(), relative.candidates());
    }
  }

  static PairFamily of(PairKin.Family family) {
    return new PairFamily(
        family.causeOf().map(PairRelative::of).orElse(null),
        family.calls().stream().map(PairRelative::of).toList(),
        family.isComplete());
  }
}
