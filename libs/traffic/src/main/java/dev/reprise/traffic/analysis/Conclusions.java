// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.SnapshotManifest.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns evidence into rules and tokens. */
final class Conclusions {

  private static final int MAX_TOKENS = 2_000;
  private static final int MAX_CONSUMERS = 100;

  private Conclusions() {}

  static ReplayRules rules(PlaceTable places) {
    var rules = new HashMap<EndpointKey, EndpointRules>();
    places
        .byEndpoint()
        .forEach((key, seen) -> {
          var ofEndpoint = new HashMap<Place, PlaceRule>();
          seen.forEach((place, evidence) -> rule(ofEndpoint, place, evidence));
          rules.put(key, new EndpointRules(ofEndpoint));
        });
    return new ReplayRules(rules);
  }

  private static void rule(Map<Place, PlaceRule> rules, Place place, PlaceEvidence evidence) {
    if (evidence.samples() > 0) {
      rules.put(place, Classifier.ruleOf(evidence));
    }
  }

  /** The numbers of the places that are counters. */
  static Set<Integer> counters(PlaceTable places, ReplayRules rules) {
    var counters = new HashSet<Integer>();
    for (PlaceEvidence evidence : places.all()) {
      if (ruleOf(rules, evidence).placeClass() == PlaceClass.COUNTER) {
        counters.add(evidence.number());
      }
    }
    return counters;
  }

  /** The places where values that are bound are first seen, by name. */
  static List<Token> tokens(PlaceTable places, ReplayRules rules, Links links) {
    var consumers = links.consumers();
    var tokens = new ArrayList<Token>();
    for (PlaceEvidence producer : places.all()) {
      var rule = ruleOf(rules, producer);
      if (producer.made() > 0 && rule.placeClass().bindsValues()) {
        tokens.add(
            new Token(
                rule.type(),
                rule.placeClass(),
                nameOf(producer),
                names(places, consumers.getOrDefault(producer.number(), List.of())),
                producer.made(),
                rule.guessed()));
      }
    }
    // Those that travel come first, so that a bound cuts off the others.
    tokens.sort(
        Comparator.comparing((Token token) -> token.consumers().isEmpty())
            .thenComparing(Token::producer));
    return List.copyOf(tokens.subList(0, Math.min(MAX_TOKENS, tokens.size())));
  }

  private static PlaceRule ruleOf(ReplayRules rules, PlaceEvidence evidence) {
    return rules.of(evidence.key()).at(evidence.place());
  }

  private static List<String> names(PlaceTable places, List<Integer> numbers) {
    return numbers.stream()
        .map(places::byNumber)
        .map(Conclusions::nameOf)
        .distinct()
        .sorted()
        .limit(MAX_CONSUMERS)
        .toList();
  }

  private static String nameOf(PlaceEvidence evidence) {
    var key = evidence.key();
    var host =
        switch (key.direction()) {
          case IN -> "";
          case OUT -> key.host() + " ";
        };
    return host + key.endpoint() + " " + evidence.place();
  }
}
