// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated filters of every shape. */
final class Filters {

  private static final String UNITS = "abAB01_ /\"'\\\n\u0000\u00e9%{}[]().*+?^$|-";
  private static final List<String> PATTERNS =
      List.of("", "a", "^/cart/\\d+$", "a.b|c{2,3}", "[^\\s\"]+", "\\\\", "\\bx\\b");

  private Filters() {}

  static Arbitrary<TrafficFilter> any() {
    return Arbitraries.oneOf(Arbitraries.just(TrafficFilter.all()), nested(4));
  }

  private static Arbitrary<TrafficFilter> nested(int depth) {
    if (depth == 0) {
      return condition();
    }
    var parts = Arbitraries.lazy(() -> nested(depth - 1)).list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.frequencyOf(
        Tuple.of(4, condition()),
        Tuple.of(1, parts.map(TrafficFilter.And::new)),
        Tuple.of(1, parts.map(TrafficFilter.Or::new)),
        Tuple.of(1, Arbitraries.lazy(() -> nested(depth - 1)).map(TrafficFilter.Not::new)));
  }

  private static Arbitrary<TrafficFilter> condition() {
    return Arbitraries.of(Field.values()).flatMap(Filters::about);
  }

  private static Arbitrary<TrafficFilter> about(Field field) {
    Arbitrary<FieldRef> ref =
        field.isKeyed()
            ? text().filter(key -> !key.isEmpty()).map(key -> new FieldRef(field, key))
            : Arbitraries.just(FieldRef.of(field));
    var comparison =
        Arbitraries.of(field.type().operators())
            .flatMap(operator ->
                Combinators.combine(ref, value(field, operator))
                    .as((name, value) -> new TrafficFilter.Condition(name, operator, value)));
    var membership =
        Combinators.combine(ref, value(field, Operator.EQUAL).list().ofMinSize(1).ofMaxSize(4))
            .as(TrafficFilter.Membership::new);
    return Arbitraries.oneOf(comparison, membership);
  }

  private static Arbitrary<Value> value(Field field, Operator operator) {
    return switch (field.type()) {
      case TEXT ->
          (operator == Operator.MATCHES ? Arbitraries.of(PATTERNS) : text()).map(Value.Text::new);
      case WORD -> Arbitraries.of(field.words()).map(Value.Word::new);
      case NUMBER, SIZE, DURATION -> Arbitraries.longs().greaterOrEqual(0).map(Value.Amount::new);
      case TIME ->
          Arbitraries.oneOf(
              Arbitraries.longs().greaterOrEqual(0).map(Value.At::new),
              Arbitraries.longs().between(-Long.MAX_VALUE, Long.MAX_VALUE).map(Value.Now::new));
    };
  }

  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars(UNITS.toCharArray()).ofMaxLength(12),
        Arbitraries.of("NOT", "IN", "now", "😀", "'; DROP TABLE rrpairs; --"));
  }
}
