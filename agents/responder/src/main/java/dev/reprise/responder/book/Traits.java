// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.book;

import dev.reprise.traffic.binding.ValueMap;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Leaf;
import dev.reprise.traffic.place.Leaves;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.signature.Signature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tells a call from others with the same signature.
 *
 * @param masked the values that its signature leaves out, by locator; times are not among them
 * @param dependencies the locators of those that a dependency made
 * @param carried its trace id, and the identifiers in its headers and cookies
 */
record Traits(Map<String, String> masked, Set<String> dependencies, Set<String> carried) {

  /** Says that a call cannot be the recorded one. */
  static final int CONTRADICTION = -1000;

  private static final int SAME_MASKED = 2;

  /** Copies all. */
  Traits {
    masked = Map.copyOf(masked);
    dependencies = Set.copyOf(dependencies);
    carried = Set.copyOf(carried);
  }

  static Traits of(Request request, Signature signature) {
    var masked = new HashMap<String, String>();
    var dependencies = new HashSet<String>();
    for (Signature.Masked value : signature.masked()) {
      if (value.tellsApart()) {
        masked.put(value.locator(), value.text());
        if (value.placeClass() == PlaceClass.RECORDED) {
          dependencies.add(value.locator());
        }
      }
    }
    return new Traits(masked, dependencies, carried(request.headers()));
  }

  /** Whether there is nothing to compare. */
  boolean isEmpty() {
    return masked.isEmpty() && carried.isEmpty();
  }

  /**
   * How well a live call agrees with a recorded one; {@link #CONTRADICTION} or less where what is
   * bound speaks against it.
   */
  int likeness(Traits recorded, ValueMap values) {
    int likeness = 0;
    for (var live : masked.entrySet()) {
      var was = recorded.masked.getOrDefault(live.getKey(), "");
      likeness += likeness(live.getKey(), was, live.getValue(), values);
    }
    for (String value : carried) {
      if (recorded.carried.contains(values.recorded(value).orElse(value))) {
        likeness++;
      }
    }
    return likeness;
  }

  private int likeness(String locator, String was, String is, ValueMap values) {
    var meant = values.recorded(is);
    if (meant.isPresent()) {
      return meant.get().equals(was) ? SAME_MASKED : CONTRADICTION;
    }
    if (was.equals(is)) {
      return SAME_MASKED;
    }
    // A value of a dependency is served as recorded, so another one is another call.
    return values.live(was).isPresent() || dependencies.contains(locator) ? CONTRADICTION : 0;
  }

  private static Set<String> carried(Headers headers) {
    var carried = new HashSet<String>();
    traceOf(headers).ifPresent(carried::add);
    var bare = new Request("GET", "http", "", "/", "HTTP/1.1", headers, Body.EMPTY, Headers.EMPTY);
    for (Leaf leaf : Leaves.of(bare)) {
      var area = leaf.place().area();
      if ((area == Area.HEADER || area == Area.COOKIE)
          && leaf.kind().isText()
          && leaf.type().isIdentifier()) {
        carried.add(leaf.text());
      }
    }
    return carried;
  }

  private static Optional<String> traceOf(Headers headers) {
    return headers
        .first("traceparent")
        .map(value -> value.split("-", -1))
        .filter(parts -> parts.length > 1)
        .map(parts -> parts[1])
        .or(() -> headers.first("x-b3-traceid"))
        .or(() -> headers.first("x-datadog-trace-id"))
        .filter(id -> !id.isBlank());
  }

  /** Without values: they may be secrets. */
  @Override
  public String toString() {
    return masked.keySet().toString();
  }
}
