// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import dev.reprise.traffic.diff.Difference.Kind;
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
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final Map<EndpointKey, PlaceNode> roots = new ConcurrentHashMap<>();

  /** Compares by what the recording has taught. */
  public ResponseDiff(ReplayRules rules) {
    this.rules = rules;
  }

  /** Compares a live answer with what is expected of it; nothing where no answer was recorded. */
  public Comparison compare(Expectation expectation, Response live) {
    var values = new Values(expectation);
    var differences = new DifferenceList(expectation.counts());
    var pair = expectation.recorded().pair();
    var answer = pair.answer();
    if (answer != null) {
      var key = EndpointKey.of(pair.direction(), pair.request()).answered(answer.status());
      compare(key, answer, live, values, differences);
    }
    return new Comparison(differences.all(), values.guesses(), values.learnt());
  }

  private void compare(
      EndpointKey key,
      Response recorded,
      Response live,
      Values values,
      DifferenceList differences) {
    var endpoint = rules.of(key);
    var headers = new HeaderComparison(endpoint, values, differences, recorded, live);
    var bodies = new BodyComparison(recorded, live, root(key, endpoint), values, differences);
    // An error's answer has other places; what stands there by chance must not be bound.
    if (recorded.status() / 100 == live.status() / 100) {
      headers.learn();
      bodies.learn();
    }
    if (recorded.status() != live.status()) {
      differences.add(
          Difference.STATUS,
          Kind.CHANGED,
          String.valueOf(recorded.status()),
          String.valueOf(live.status()));
    }
    headers.compare();
    bodies.compare();
  }

  // Endpoints that were not learnt share one tree, so that unknown paths cannot fill the memory.
  private PlaceNode root(EndpointKey key, EndpointRules endpoint) {
    var shared = rules.endpoints().containsKey(key) ? key : UNKNOWN;
    return roots.computeIfAbsent(shared, _ -> PlaceNode.root(endpoint));
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
        EndpointRules rules,
        Values values,
        DifferenceList differences,
        Response recorded,
        Response live) {
      this.rules = rules;
      this.values = values;
      this.differences = differences;
      this.recorded = leaves(recorded);
      this.live = leaves(live);
      this.recordedHeaders = recorded.headers();
      this.liveHeaders = live.headers();
    }

    private static Map<String, Leaf> leaves(Response response) {
      var bodiless =
          new Response(response.status(), "", "", response.headers(), Body.EMPTY, Headers.EMPTY);
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
