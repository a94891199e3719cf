// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.filter.TrafficFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs a reader asks for.
 *
 * @param filter which of them
 * @param fromNanos start time, inclusive, since the epoch; 0 leaves the end open
 * @param toNanos start time, exclusive; 0 leaves the end open
 * @param replays which replays' traffic counts
 * @param pin only pairs at or under it; null for all that is there. Read it through {@link
 *     #watermark}
 */
public record Selection(
    TrafficFilter filter, long fromNanos, long toNanos, Replays replays, @Nullable Watermark pin) {

  /** Every pair that was not seen during a replay. */
  public static final Selection ALL = new Selection(TrafficFilter.all(), 0, 0, Replays.NONE, null);

  /** Whether the traffic of replays counts. */
  public sealed interface Replays {

    /** Only what was recorded outside replays. */
    Replays NONE = Kind.LEFT_OUT;

    /** Recorded and replayed traffic alike. */
    Replays ALL = Kind.INCLUDED;

    /** Only the traffic of one replay. */
    record Only(String replayId) implements Replays {}

    /** All replays, or none. */
    enum Kind implements Replays {
      /** Only what was recorded outside replays. */
      LEFT_OUT,
      /** Recorded and replayed traffic alike. */
      INCLUDED
    }
  }

  /** The bound on the log, if there is one. */
  public Optional<Watermark> watermark() {
    return Optional.ofNullable(pin);
  }

  /** The same with another filter. */
  public Selection withFilter(TrafficFilter other) {
    return new Selection(other, fromNanos, toNanos, replays, pin);
  }

  /** The same within other times. */
  public Selection between(long from, long to) {
    return new Selection(filter, from, to, replays, pin);
  }

  /** The same with another choice of replays. */
  public Selection withReplays(Replays other) {
    return new Selection(filter, fromNanos, toNanos, other, pin);
  }

  /** The same, pinned. */
  public Selection at(Watermark watermark) {
    return new Selection(filter, fromNanos, toNanos, replays, watermark);
  }
}
