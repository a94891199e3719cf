// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.warehouse.query.Selection;
import dev.reprise.warehouse.query.TrafficSeries;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.NonNull;

/** Traffic over time, as the schema shows it; what it holds is asked for part by part. */
@Description("Traffic over time in steps of one length, which lie at multiples of it.")
public final class Series {

  private final Selection selection;
  private final TrafficSeries.Grid grid;

  Series(Selection selection, TrafficSeries.Grid grid) {
    this.selection = selection;
    this.grid = grid;
  }

  /** How much there was in a step, as the schema shows it. */
  @Description("How many pairs began in a step, and how they ended.")
  public record SeriesAmount(
      @NonNull @Description("When the step begins.") Instant start,
      @Description("Pairs to services.") long inbound,
      @Description("Pairs from services to others.") long outbound,
      @NonNull @Description("How they ended.") StatusMix statuses) {

    static SeriesAmount of(TrafficSeries.Amount amount) {
      var mix = amount.statuses();
      return new SeriesAmount(
          Times.instant(amount.startNanos()),
          amount.inbound(),
          amount.outbound(),
          new StatusMix(
              mix.success(),
              mix.redirect(),
              mix.clientError(),
              mix.serverError(),
              mix.unanswered()));
    }
  }

  /** How pairs ended, as the schema shows it. */
  @Description("How pairs ended, by the hundreds of their status.")
  public record StatusMix(
      @Description("Status under 300.") long success,
      @Description("Status 300 to 399.") long redirect,
      @Description("Status 400 to 499.") long clientError,
      @Description("Status 500 or above.") long serverError,
      @Description("No response was seen.") long unanswered) {}

  /** How long responses took in a step, as the schema shows it. */
  @Description("How long responses took that were asked for in a step.")
  public record SeriesPace(
      @NonNull @Description("When the step begins.") Instant start,
      @NonNull @Description("Of its responses, in milliseconds.") Latency latency) {

    static SeriesPace of(TrafficSeries.Pace pace) {
      return new SeriesPace(Times.instant(pace.startNanos()), Latency.of(pace.latency()));
    }
  }

  /** Where the first step begins. */
  @NonNull
  @Description("Where the first step begins.")
  public Instant getFrom() {
    return Times.instant(grid.fromNanos());
  }

  /** Where the last step ends. */
  @NonNull
  @Description("Where the last step ends.")
  public Instant getTo() {
    return Times.instant(grid.toNanos());
  }

  /** How long a step is. */
  @Description("How long a step is, in milliseconds.")
  public double getStepMillis() {
    return Times.millis(grid.stepNanos());
  }

  /** What the series is of. */
  @Ignore
  public Selection getSelection() {
    return selection;
  }

  /** Where its steps lie. */
  @Ignore
  public TrafficSeries.Grid getGrid() {
    return grid;
  }
}
