// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.diff.Expectation.Bases;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.Optional;

/**
 * What is known of a recorded pair before a live answer comes: made by {@link ResponseDiff}, once
 * for a pair that is replayed again and again.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class Baseline {

  private final RecordedRequest recorded;
  private final Bases bases;
  private final EndpointPlaces places;
  private final Optional<Sameness> sameness;

  /**
   * @param sameness empty where nothing may be left out
   */
  Baseline(
      RecordedRequest recorded, Bases bases, EndpointPlaces places, Optional<Sameness> sameness) {
    this.recorded = recorded;
    this.bases = bases;
    this.places = places;
    this.sameness = sameness;
  }

  /** The recorded pair. */
  public RecordedRequest recorded() {
    return recorded;
  }

  Bases bases() {
    return bases;
  }

  EndpointPlaces places() {
    return places;
  }

  /** What of an answer need not be looked at; empty where all of it must. */
  Optional<Sameness> sameness() {
    return sameness;
  }
}
