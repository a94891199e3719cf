// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.place.Targets;
import dev.reprise.traffic.rewrite.Substitution;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Learns and compares single values, by the rule of their place. */
final class Values {

  private final Expectation expectation;
  private final ValueMap map;
  private final Substitution substitution;
  private final List<Comparison.Learnt> learnt = new ArrayList<>();
  private int guesses;

  Values(Expectation expectation) {
    this.expectation = expectation;
    this.map = expectation.values();
    this.substitution = new Substitution(expectation.baseline().recorded().uses(), map);
  }

  /** What is wrong with a live value. */
  enum Finding {
    ALIKE,
    CHANGED,
    TYPE
  }

  List<Comparison.Learnt> learnt() {
    return learnt;
  }

  int guesses() {
    return guesses;
  }

  void guessed() {
    guesses++;
  }

  /** Binds what the system under test has made anew at a place. */
  void learn(Place place, String recorded, String live, Function<Place, PlaceRule> rules) {
    if (Targets.isLink(recorded) && place.part().isEmpty()) {
      var was = LinkParts.of(place, recorded);
      var is = LinkParts.of(place, live);
      if (was.places().equals(is.places())) {
        for (int i = 0; i < was.places().size(); i++) {
          learnPlain(rules.apply(was.places().get(i)), was.values().get(i), is.values().get(i));
        }
      }
      return;
    }
    learnPlain(rules.apply(place), recorded, live);
  }

  private void learnPlain(PlaceRule rule, String recorded, String live) {
    if (!rule.placeClass().bindsValues()
        || !admits(rule, live)
        || isOfAnother(rule, recorded, live)) {
      return;
    }
    if (map.bind(recorded, live)) {
      learnt.add(new Comparison.Learnt(recorded, live));
    }
  }

  /** Compares a live value with the recorded one as it should be by now. */
  Finding compare(Place place, String recorded, String live, Function<Place, PlaceRule> rules) {
    if (Targets.isLink(recorded) && place.part().isEmpty()) {
      return compareLinks(place, recorded, live, rules);
    }
    return comparePlain(rules.apply(place), place, recorded, live);
  }

  /** The recorded value as it should be by now. */
  String expected(Place place, String recorded) {
    return substitution.at(place, expectation.baseline().bases().inText(recorded));
  }

  /** A recorded text as it should be by now, wherever in it values stand. */
  String expectedText(String recorded) {
    return substitution.inText(expectation.baseline().bases().inText(recorded));
  }

  private Finding compareLinks(
      Place place, String recorded, String live, Function<Place, PlaceRule> rules) {
    var was = LinkParts.of(place, recorded);
    var is = LinkParts.of(place, live);
    if (!was.places().equals(is.places())) {
      return Finding.CHANGED;
    }
    for (int i = 0; i < was.places().size(); i++) {
      var part = was.places().get(i);
      var finding = comparePlain(rules.apply(part), part, was.values().get(i), is.values().get(i));
      if (finding != Finding.ALIKE) {
        return Finding.CHANGED;
      }
    }
    return Finding.ALIKE;
  }

  private Finding comparePlain(PlaceRule rule, Place place, String recorded, String live) {
    if (rule.placeClass().isVolatile()) {
      return compareVolatile(rule, recorded, live);
    }
    var expected = expected(place, recorded);
    if (expected.equals(live)) {
      return Finding.ALIKE;
    }
    if (TextTokens.areAlike(expected, live)) {
      guesses++;
      return Finding.ALIKE;
    }
    return Finding.CHANGED;
  }

  private Finding compareVolatile(PlaceRule rule, String recorded, String live) {
    if (!recorded.equals(live) && rule.guessed()) {
      guesses++;
    }
    if (!admits(rule, live)) {
      return recorded.equals(live) ? Finding.ALIKE : Finding.TYPE;
    }
    return isOfAnother(rule, recorded, live) ? Finding.CHANGED : Finding.ALIKE;
  }

  private static boolean admits(PlaceRule rule, String live) {
    return rule.placeClass() == PlaceClass.COUNTER
        ? ValueType.isInteger(live)
        : rule.type().admits(live);
  }

  /**
   * Whether an identifier is known to stand for another recorded one: then the system under test
   * has answered with another thing, not with a new name for this one.
   */
  private boolean isOfAnother(PlaceRule rule, String recorded, String live) {
    if (rule.placeClass() != PlaceClass.ID || live.length() < ValueMap.MIN_TEXT_CHARS) {
      return false;
    }
    var bound = map.live(recorded);
    var meant = map.recorded(live);
    return bound.isPresent()
        && !bound.get().equals(live)
        && meant.isPresent()
        && !meant.get().equals(recorded);
  }
}
