// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.version;

/**
 * Which pairs a version holds.
 *
 * @param filter in the filter language; empty selects all
 * @param fromNanos start time, inclusive; 0 leaves the end open
 * @param toNanos start time, exclusive; 0 leaves the end open
 * @param includeReplays whether pairs seen during replays count
 */
public record SelectionRule(String filter, long fromNanos, long toNanos, boolean includeReplays) {

  /** The same rule for another time. */
  public SelectionRule during(long newFromNanos, long newToNanos) {
    return new SelectionRule(filter, newFromNanos, newToNanos, includeReplays);
  }
}
