// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.warehouse.query.Selection;

/** Makes selections of what callers said, at every edge by the same rules. */
public final class Selections {

  private Selections() {}

  /**
   * A selection.
   *
   * @param filter text of the filter; empty selects everything
   * @param fromNanos inclusive; 0 leaves the end open
   * @param toNanos exclusive; 0 leaves the end open
   * @param includeReplays whether replayed traffic counts
   * @param replayId the only replay to count, or empty
   * @throws AppException of code FILTER_INVALID or TIMES_INVALID
   */
  public static Selection of(
      String filter, long fromNanos, long toNanos, boolean includeReplays, String replayId) {
    if (fromNanos < 0 || toNanos < 0 || (toNanos != 0 && toNanos < fromNanos)) {
      throw new AppException(
          ErrorKind.USER,
          "TIMES_INVALID",
          "The times from %d to %d are not in order; a selection is from inclusive to exclusive."
              .formatted(fromNanos, toNanos),
          "Give times after 1970, the earlier one first.");
    }
    return Selection.ALL
        .withFilter(TrafficFilter.parse(filter))
        .between(fromNanos, toNanos)
        .withReplays(replays(includeReplays, replayId));
  }

  private static Selection.Replays replays(boolean includeReplays, String replayId) {
    if (!replayId.isEmpty()) {
      return new Selection.Replays.Only(replayId);
    }
    return includeReplays ? Selection.Replays.ALL : Selection.Replays.NONE;
  }
}
