// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.diff.Expectation.Bases;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.Evidence;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.RecordedRequest;
import dev.reprise.traffic.snapshot.Session;
import dev.reprise.traffic.snapshot.TokenUse;
import dev.reprise.traffic.value.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers of one endpoint, its rules, and their comparison, for tests. */
final class Answers {

  static final String A = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  static final String B = "9b2d7c1e-8a44-4c67-b1f0-6f3e2a1d5c77";
  static final String C = "c56a4180-65aa-42ec-a945-5fd21dec0538";

  static final Request REQUEST =
      new Request(
          "GET",
          "http",
          "shop.test",
          "/orders",
          "HTTP/1.1",
          Headers.of("Host", "shop.test"),
          Body.EMPTY,
          Headers.EMPTY);

  final ValueMap values = new ValueMap();
  private final Map<Place, PlaceRule> places = new HashMap<>();
  private final List<TokenUse> uses = new ArrayList<>();
  private Bases bases = new Bases("http://shop.test", "http://127.0.0.1:8080");

  Answers rule(String place, PlaceClass placeClass, ValueType type) {
    return rule(place, placeClass, type, false);
  }

  Answers guess(String place, PlaceClass placeClass, ValueType type) {
    return rule(place, placeClass, type, true);
  }

  private Answers rule(String place, PlaceClass placeClass, ValueType type, boolean guessed) {
    places.put(Place.parse(place), new PlaceRule(placeClass, type, Evidence.NONE, guessed));
    return this;
  }

  Answers use(String place, String value) {
    uses.add(new TokenUse(Place.parse(place), value));
    return this;
  }

  Answers bases(String recorded, String live) {
    bases = new Bases(recorded, live);
    return this;
  }

  /** Looks also at what is the same, word for word. */
  Comparison compareEverything(Response recorded, Response live) {
    return compare(recorded, live, false);
  }

  Comparison compare(Response recorded, Response live) {
    return compare(recorded, live, true);
  }

  private Comparison compare(Response recorded, Response live, boolean skipsTheSame) {
    var key = EndpointKey.of(Direction.IN, REQUEST).answered(recorded.status());
    var rules = new ReplayRules(Map.of(key, new EndpointRules(places)));
    var pair =
        new RRPair(
            new PairId("rec", 1),
            Origin.of("shop"),
            Direction.IN,
            new Connection("c", 0, "127.0.0.1:1", "127.0.0.1:2", null),
            REQUEST,
            recorded,
            new Timing(1, 2, 3, 4),
            RRPair.Notes.NONE,
            Facts.NONE);
    var diff = new ResponseDiff(rules, skipsTheSame);
    var baseline = diff.baseline(new RecordedRequest(pair, Session.NONE, uses), bases);
    return diff.compare(new Expectation(baseline, values, _ -> true), live);
  }

  List<String> differences(String recordedJson, String liveJson) {
    return words(compare(json(recordedJson), json(liveJson)));
  }

  static List<String> words(Comparison comparison) {
    return comparison.differences().stream()
        .map(one ->
            "%s %s %s->%s".formatted(one.path(), one.kind().word(), one.expected(), one.actual()))
        .toList();
  }

  static Response json(String body) {
    return answer(200, "application/json", Bytes.of(body, StandardCharsets.UTF_8));
  }

  static Response answer(int status, String type, Bytes body, String... moreHeaders) {
    var headers = new ArrayList<String>(List.of("Content-Type", type));
    headers.addAll(List.of(moreHeaders));
    return new Response(
        status,
        "",
        "HTTP/1.1",
        Headers.of(headers.toArray(String[]::new)),
        Body.whole(body),
        Headers.EMPTY);
  }
}
