// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.diff.Difference.Kind;
import dev.reprise.traffic.diff.Expectation.Bases;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.EndpointKey;
import dev.reprise.traffic.rules.EndpointRules;
import dev.reprise.traffic.rules.PlaceRule;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.snapshot.RecordedRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares live answers with recorded ones, in two passes: what the system under test makes anew is
 * bound first, then everything is compared with what it has become.
 *
 * <p>The result does not depend on assertions, so that it can be judged again by others.
 *
 * <p><b>Threads:</b> thread-safe; one answer belongs to one thread. Takes as long as a body is
 * large: keep large ones off event loops.
 */
public final class ResponseDiff {

  private static final EndpointKey UNKNOWN = new EndpointKey(Direction.IN, "", "", 0);

  private final ReplayRules rules;
  private final boolean skipsTheSame;
  private final Map<EndpointKey, EndpointPlaces> known = new ConcurrentHashMap<>();

  /** Compares by what the recording has taught. */
  public ResponseDiff(ReplayRules rules) {
    this(rules, true);
  }

  /**
   * @param skipsTheSame whether what is the same, word for word, is left out; only the time that a
   *     comparison takes depends on it
   */
  ResponseDiff(ReplayRules rules, boolean skipsTheSame) {
    this.rules = rules;
    this.skipsTheSame = skipsTheSame;
  }

  /** Prepares a recorded pair for being compared with. */
  public Baseline baseline(RecordedRequest recorded, Bases bases) {
    var pair = recorded.pair();
    var key = EndpointKey.of(pair.direction(), pair.request()).answered(pair.status());
    var places = known(key);
    var sameness =
        skipsTheSame && !places.binds()
            ? pair.response().map(answer -> new Sameness(answer, places.rules(), bases))
            : Optional.<Sameness>empty();
    return new Baseline(recorded, bases, places, sameness);
  }

  // Endpoints that were not learnt share one tree, so that unknown paths cannot fill the memory.
  private EndpointPlaces known(EndpointKey key) {
    var shared = rules.endpoints().containsKey(key) ? key : UNKNOWN;
    return known.computeIfAbsent(shared, _ -> EndpointPlaces.of(rules.of(key)));
  }

  /** Compares a live answer with what is expected of it; nothing where no answer was recorded. */
  public Comparison compare(Expectation expectation, Response live) {
    var answer = expectation.baseline().recorded().pair().answer();
    if (answer == null) {
      return Comparison.NOTHING;
    }
    var rest = rest(expectation, answer, live);
    return rest.isEmpty() && answer.status() == live.status()
        ? Comparison.NOTHING
        : compare(expectation, answer, live, rest);
  }

  /**
   * What must be looked at.
   *
   * @param lines of headers
   * @param hasBody whether the body must
   */
  private record Rest(Sameness.Lines lines, boolean hasBody) {

    boolean isEmpty() {
      return lines.isEmpty() && !hasBody;
    }
  }

  private static Rest rest(Expectation expectation, Response recorded, Response live) {
    return expectation
        .baseline()
        .sameness()
        .filter(_ -> expectation.values().size() == 0)
        .map(same -> new Rest(same.otherLines(live.headers()), !same.ofBodies(live)))
        .orElseGet(() -> new Rest(new Sameness.Lines(recorded.headers(), live.headers()), true));
  }

  private static Comparison compare(
      Expectation expectation, Response recorded, Response live, Rest rest) {
    var values = new Values(expectation);
    var differences = new DifferenceList(expectation.counts());
    var places = expectation.baseline().places();
    var headers = new HeaderComparison(places.rules(), values, differences, rest.lines());
    // An error's answer has other places; what stands there by chance must not be bound.
    boolean learns = recorded.status() / 100 == live.status() / 100;
    var bodies =
        rest.hasBody()
            ? Optional.of(new BodyComparison(recorded, live, places.root(), values, differences))
            : Optional.<BodyComparison>empty();
    if (learns) {
      headers.learn();
      bodies.ifPresent(BodyComparison::learn);
    }
    if (recorded.status() != live.status()) {
      differences.add(
          Difference.STATUS,
          Kind.CHANGED,
          String.valueOf(recorded.status()),
          String.valueOf(live.status()));
    }
    headers.compare();
    bodies.ifPresent(BodyComparison::compare);
    return new Comparison(differences.all(), values.guesses(), values.learnt());
  }

  /** Headers and cookies, by place. */
  private static final class HeaderComparison {

    private final EndpointRules rules;
    private final Values values;
    private final DifferenceList differences;
    private final Map<String, Leaf> recorded;
    private final Map<String, Leaf> live;
    private final Headers recordedHeaders;
    private final Headers liveHeaders;

    HeaderComparison(
        EndpointRules rules, Values values, DifferenceList differences, Sameness.Lines lines) {
      this.rules = rules;
      this.values = values;
      this.differences = differences;
      this.recorded = leaves(lines.recorded());
      this.live = leaves(lines.live());
      this.recordedHeaders = lines.recorded();
      this.liveHeaders = lines.live();
    }

    private static Map<String, Leaf> leaves(Headers headers) {
      if (headers.isEmpty()) {
        return Map.of();
      }
      var bodiless = new Response(0, "", "", headers, Body.EMPTY, Headers.EMPTY);
      var leaves = new LinkedHashMap<String, Leaf>();
      for (Leaf leaf : Leaves.of(bodiless)) {
        leaves.put(leaf.locator(), leaf);
      }
      return leaves;
    }

    void learn() {
      recorded.forEach((locator, leaf) -> {
        var other = live.get(locator);
        if (other != null) {
          values.learn(leaf.place(), leaf.text(), other.text(), this::rule);
        }
      });
    }

    private PlaceRule rule(Place place) {
      return rules.at(place);
    }

    void compare() {
      recorded.forEach((locator, leaf) -> {
        var other = live.get(locator);
        if (other == null) {
          add(leaf.place(), Kind.MISSING, leaf.text(), "");
        } else {
          compare(leaf, other);
        }
      });
      live.forEach((locator, leaf) -> {
        if (!recorded.containsKey(locator)) {
          add(leaf.place(), Kind.ADDED, "", leaf.text());
        }
      });
    }

    private void compare(Leaf leaf, Leaf other) {
      switch (values.compare(leaf.place(), leaf.text(), other.text(), this::rule)) {
        case ALIKE -> {}
        case CHANGED ->
            add(
                leaf.place(),
                Kind.CHANGED,
                values.expected(leaf.place(), leaf.text()),
                other.text());
        case TYPE -> add(leaf.place(), Kind.TYPE, leaf.text(), other.text());
      }
    }

    // A part of a link is shown as the header that it stands in.
    private void add(Place place, Kind kind, String expected, String actual) {
      boolean cookie = place.area() == Area.COOKIE;
      String name = cookie ? "set-cookie" : place.name();
      String path = Difference.HEADER_PREFIX + name;
      boolean part = !place.part().isEmpty();
      differences.add(
          path,
          part ? Kind.CHANGED : kind,
          Shown.text(path, part ? recordedHeaders.first(name).orElse("") : expected),
          Shown.text(path, part ? liveHeaders.first(name).orElse("") : actual));
    }
  }
}
