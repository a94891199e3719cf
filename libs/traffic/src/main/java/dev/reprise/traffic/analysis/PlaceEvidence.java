// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.Evidence;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.value.ValueType;
import java.util.EnumSet;
import java.util.Set;

/**
 * What was seen at one place of one endpoint. <b>Bounds:</b> at most about 1 KiB, whatever is seen.
 */
final class PlaceEvidence {

  private final int number;
  private final EndpointKey key;
  private final Place place;
  private final DistinctValues distinct = new DistinctValues();
  private final Ascent ascent = new Ascent();
  private final Set<ValueType> types = EnumSet.noneOf(ValueType.class);
  private final Set<Maker> makers = EnumSet.noneOf(Maker.class);

  private long samples;
  private long integers;
  private long foreignIntegers;
  private long echoed;
  private long made;
  private int firstSession = ValueTable.NO_SESSION;
  private boolean acrossSessions;
  private boolean recentTime;

  PlaceEvidence(int number, EndpointKey key, Place place) {
    this.number = number;
    this.key = key;
    this.place = place;
  }

  int number() {
    return number;
  }

  EndpointKey key() {
    return key;
  }

  Place place() {
    return place;
  }

  /** A value was seen. */
  void saw(long hash, ValueType type, boolean isEcho, int session) {
    samples++;
    distinct.add(hash);
    types.add(type);
    if (isEcho) {
      echoed++;
    }
    if (session != ValueTable.NO_SESSION) {
      if (firstSession == ValueTable.NO_SESSION) {
        firstSession = session;
      }
      acrossSessions |= session != firstSession;
    }
  }

  /** It was an integer. */
  void sawInteger(long value, int message) {
    integers++;
    ascent.add(value, message);
  }

  /** The integer had been sent before by someone else than the system under test. */
  void sawForeignInteger() {
    foreignIntegers++;
  }

  /** It was a time within a day of the recording. */
  void sawRecentTime() {
    recentTime = true;
  }

  /** It was an identifier. */
  void sawIdentifier(Maker maker) {
    makers.add(maker);
  }

  /** The value was seen here first. */
  void madeHere() {
    made++;
  }

  Set<ValueType> types() {
    return types;
  }

  Set<Maker> makers() {
    return makers;
  }

  long samples() {
    return samples;
  }

  long integers() {
    return integers;
  }

  long foreignIntegers() {
    return foreignIntegers;
  }

  long echoed() {
    return echoed;
  }

  /** How many values were first seen here. */
  long made() {
    return made;
  }

  int distinct() {
    return distinct.count();
  }

  boolean isRecentTime() {
    return recentTime;
  }

  boolean acrossSessions() {
    return acrossSessions;
  }

  /** Whether this could turn out to be a counter. */
  boolean mayCount() {
    return ascent.mayAscend() && echoed == 0 && integers == samples;
  }

  boolean ascends() {
    return ascent.ascends() && integers == samples;
  }

  Evidence evidence() {
    return new Evidence(
        samples,
        distinct.count(),
        distinct.isLowerBound(),
        ascends(),
        echoed,
        acrossSessions,
        makers);
  }
}
