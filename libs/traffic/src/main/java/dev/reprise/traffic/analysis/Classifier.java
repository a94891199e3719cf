// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.place.Side;
import dev.reprise.traffic.rules.Maker;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.value.ValueType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Concludes the class of a place from its evidence, by the table of docs/adr/0002-replay-truth.md.
 *
 * <p>Two rules are sharper than the table. A value made by the system under test that was always
 * the same is constant only when it was the same in several sessions, since one session naturally
 * keeps its id. And a time that was always the same is constant only when it lies more than a day
 * from the recording: otherwise it is when something of this run began.
 */
final class Classifier {

  private static final Set<ValueType> NUMERIC =
      EnumSet.of(
          ValueType.NUMBER,
          ValueType.EPOCH_SECONDS,
          ValueType.EPOCH_MILLIS,
          ValueType.EPOCH_MICROS,
          ValueType.EPOCH_NANOS);
  private static final int MAX_FOREIGN_SHARE = 4; // small numbers meet by chance

  private Classifier() {}

  static PlaceRule ruleOf(PlaceEvidence seen) {
    var type = typeOf(seen.types());
    var placeClass = classOf(seen, type);
    boolean byTypeAlone =
        placeClass == PlaceClass.TIME
            || placeClass == PlaceClass.ID
            || placeClass == PlaceClass.RECORDED;
    return new PlaceRule(placeClass, type, seen.evidence(), byTypeAlone && seen.samples() == 1);
  }

  /** Of several types the widest; identifiers win, because they are what is bound. */
  private static ValueType typeOf(Set<ValueType> types) {
    var identifiers = EnumSet.noneOf(ValueType.class);
    types.stream().filter(ValueType::isIdentifier).forEach(identifiers::add);
    if (!identifiers.isEmpty()) {
      return identifiers.size() == 1 ? identifiers.iterator().next() : ValueType.OPAQUE;
    }
    if (types.size() == 1) {
      return types.iterator().next();
    }
    return NUMERIC.containsAll(types) ? ValueType.NUMBER : ValueType.PLAIN;
  }

  private static PlaceClass classOf(PlaceEvidence seen, ValueType type) {
    boolean always = seen.samples() >= 2 && seen.distinct() == 1;
    if (seen.echoed() == seen.samples()) {
      return PlaceClass.ECHO;
    }
    if (type.isIdentifier()) {
      return ofIdentifiers(seen, always);
    }
    if (type.isTime()) {
      return always && !seen.isRecentTime() ? PlaceClass.CONSTANT : PlaceClass.TIME;
    }
    if (isCounter(seen)) {
      return PlaceClass.COUNTER;
    }
    if (always) {
      return PlaceClass.CONSTANT;
    }
    return seen.distinct() * 2L <= seen.samples() ? PlaceClass.ENUM : PlaceClass.PLAIN;
  }

  private static PlaceClass ofIdentifiers(PlaceEvidence seen, boolean always) {
    boolean madeBySut = seen.makers().contains(Maker.SUT);
    if (always && (seen.acrossSessions() || !madeBySut)) {
      return PlaceClass.CONSTANT;
    }
    return madeBySut ? PlaceClass.ID : PlaceClass.RECORDED;
  }

  private static boolean isCounter(PlaceEvidence seen) {
    boolean sentBySut =
        switch (seen.key().direction()) {
          case IN -> seen.place().side() == Side.RESPONSE;
          case OUT -> seen.place().side() == Side.REQUEST;
        };
    return sentBySut
        && seen.ascends()
        && seen.echoed() == 0
        && seen.foreignIntegers() * MAX_FOREIGN_SHARE <= seen.samples();
  }
}
