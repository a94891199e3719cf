// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.TrafficFacets;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;

/** The values of a field, as the schema shows them. */
@Description("The values that a field has, the most frequent first.")
public record Facet(
    @NonNull @Description("Which field.") FacetField field,
    @NonNull @Description("Its most frequent values.") List<@NonNull FacetCount> counts,
    @Description("How many values there are in all.") long distinct) {

  /** A value and its count, as the schema shows them. */
  @Description("A value and how often it occurs.")
  public record FacetCount(
      @NonNull @Description("The value.") String value,
      @Description("How many pairs have it.") long pairs) {}

  static Facet of(TrafficFacets.Facet facet) {
    return new Facet(
        FacetField.of(facet.field()),
        facet.counts().stream().map(count -> new FacetCount(count.value(), count.pairs())).toList(),
        facet.distinct());
  }
}
