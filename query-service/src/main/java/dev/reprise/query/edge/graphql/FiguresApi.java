// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.query.read.Pairs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.warehouse.query.PairKin;
import dev.reprise.warehouse.query.PairReader;
import dev.reprise.warehouse.query.TrafficFacets;
import dev.reprise.warehouse.query.TrafficSeries;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows around a list of pairs: its course over time, the values of its fields, and
 * what belongs to one pair.
 *
 * <p><b>Threads:</b> queries run on virtual threads.
 */
@GraphQLApi
public class FiguresApi {

  private final TrafficSeries series;
  private final TrafficFacets facets;
  private final PairReader reader;
  private final PairKin kin;

  FiguresApi(TrafficSeries series, TrafficFacets facets, PairReader reader, PairKin kin) {
    this.series = series;
    this.facets = facets;
    this.reader = reader;
    this.kin = kin;
  }

  /** Traffic over time. */
  @Query
  @Description("Traffic over time; null when an end of the time is open and there are no pairs.")
  @RunOnVirtualThread
  public @Nullable Series series(
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description("About how many steps, 1 to 1000.") @DefaultValue("120") int steps,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    within("steps", steps, TrafficSeries.MAX_STEPS);
    var selection = Arguments.selection(filter, from, to, includeReplays, replayId);
    return series.grid(selection, steps).map(grid -> new Series(selection, grid)).orElse(null);
  }

  /** How much there was in each step. */
  @NonNull
  @Description("How much there was in each step that had any.")
  public List<Series.@NonNull SeriesAmount> amounts(@Source Series of) {
    return series.amounts(of.getSelection(), of.getGrid()).stream()
        .map(Series.SeriesAmount::of)
        .toList();
  }

  /** How long responses took in each step. */
  @NonNull
  @Description("How long responses took in each step that had any.")
  public List<Series.@NonNull SeriesPace> paces(@Source Series of) {
    return series.paces(of.getSelection(), of.getGrid()).stream()
        .map(Series.SeriesPace::of)
        .toList();
  }

  /** The values of fields. */
  @Query
  @Description("The values that fields have, with their counts, in the order of the fields.")
  @RunOnVirtualThread
  public List<@NonNull Facet> facets(
      @NonNull @Description("Of which fields.") List<@NonNull FacetField> fields,
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description("How many values of each, 1 to 200.") @DefaultValue("20") int values,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays,
      @Description(Arguments.REPLAY) @DefaultValue("") String replayId) {
    within("values", values, TrafficFacets.MAX_VALUES);
    var selection = Arguments.selection(filter, from, to, includeReplays, replayId);
    return facets
        .facets(selection, fields.stream().map(FacetField::field).toList(), values)
        .stream()
        .map(Facet::of)
        .toList();
  }

  /** What belongs to a pair. */
  @Query
  @Description("The outbound calls of an inbound pair, or the inbound pair of an outbound one.")
  @RunOnVirtualThread
  public PairFamily family(@NonNull @Description("The pair, as a list gives it.") String id) {
    var pairId = Pairs.id(id);
    return PairFamily.of(kin.of(reader.pair(pairId).orElseThrow(() -> Pairs.unknown(pairId))));
  }

  private static void within(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new AppException(
          ErrorKind.USER,
          "NUMBER_OUT_OF_RANGE",
          "'%s' cannot be %d; it is 1 to %d.".formatted(what, number, most),
          "Ask for a number in that range.");
    }
  }
}
