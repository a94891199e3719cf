// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.pair.RRPair;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Asks a filter of pairs in memory; selects exactly the pairs that the warehouse selects.
 *
 * <p><b>Threads:</b> immutable. <b>Cost:</b> linear in the texts that conditions are about; a body
 * is decoded at most once a pair.
 */
public final class FilterEvaluator implements Predicate<RRPair> {

  private final Predicate<Subject> condition;

  private FilterEvaluator(Predicate<Subject> condition) {
    this.condition = condition;
  }

  /**
   * Compiles a filter.
   *
   * @param now what the filter's {@code now} means
   */
  public static FilterEvaluator of(TrafficFilter filter, Instant now) {
    return new FilterEvaluator(compile(filter, now));
  }

  @Override
  public boolean test(RRPair pair) {
    return condition.test(new Subject(pair));
  }

  private static Predicate<Subject> compile(TrafficFilter filter, Instant now) {
    return switch (filter) {
      case TrafficFilter.All() -> _ -> true;
      case TrafficFilter.And(var parts) -> {
        var compiled = compileAll(parts, now);
        yield subject -> compiled.stream().allMatch(part -> part.test(subject));
      }
      case TrafficFilter.Or(var parts) -> {
        var compiled = compileAll(parts, now);
        yield subject -> compiled.stream().anyMatch(part -> part.test(subject));
      }
      case TrafficFilter.Not(var part) -> compile(part, now).negate();
      case TrafficFilter.Condition(var field, var operator, var value) ->
          compile(field, operator, value, now);
      case TrafficFilter.Membership(var field, var values) -> member(field, values, now);
    };
  }

  private static List<Predicate<Subject>> compileAll(List<TrafficFilter> parts, Instant now) {
    return parts.stream().map(part -> compile(part, now)).toList();
  }

  private static Predicate<Subject> compile(
      FieldRef field, Operator operator, Value value, Instant now) {
    return switch (value) {
      case Value.Text(String text) -> textual(field, operator, text);
      case Value.Word(String word) -> textual(field, operator, word);
      case Value.Amount(long amount) -> ordered(field.field(), operator, amount);
      case Value.Moment moment -> ordered(field.field(), operator, moment.nanos(now));
    };
  }

  private static Predicate<Subject> textual(FieldRef field, Operator operator, String text) {
    return switch (operator) {
      case EQUAL -> subject -> subject.anyText(field, text::equals);
      case NOT_EQUAL -> subject -> !subject.anyText(field, text::equals);
      case CONTAINS -> subject -> subject.anyText(field, found -> found.contains(text));
      case MATCHES -> {
        var regex = Regex.compile(text);
        yield subject -> subject.anyText(field, regex::finds);
      }
      case LESS, AT_MOST, GREATER, AT_LEAST ->
          throw new IllegalArgumentException(field.field().symbol() + " has no order");
    };
  }

  private static Predicate<Subject> ordered(Field field, Operator operator, long bound) {
    return switch (operator) {
      case EQUAL -> subject -> subject.amount(field) == bound;
      case NOT_EQUAL -> subject -> subject.amount(field) != bound;
      case LESS -> subject -> subject.amount(field) < bound;
      case AT_MOST -> subject -> subject.amount(field) <= bound;
      case GREATER -> subject -> subject.amount(field) > bound;
      case AT_LEAST -> subject -> subject.amount(field) >= bound;
      case CONTAINS, MATCHES ->
          throw new IllegalArgumentException(field.symbol() + " is not a text");
    };
  }

  private static Predicate<Subject> member(FieldRef field, List<Value> values, Instant now) {
    return switch (field.field().type()) {
      case TEXT, WORD -> {
        Set<String> texts = values.stream().map(FilterEvaluator::text).collect(Collectors.toSet());
        yield subject -> subject.anyText(field, texts::contains);
      }
      case NUMBER, SIZE, DURATION, TIME -> {
        Set<Long> amounts =
            values.stream().map(value -> amount(value, now)).collect(Collectors.toSet());
        yield subject -> amounts.contains(subject.amount(field.field()));
      }
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Word(String word) -> word;
      case Value.Amount _, Value.Moment _ -> throw new IllegalArgumentException("not a text");
    };
  }

  private static long amount(Value value, Instant now) {
    return switch (value) {
      case Value.Amount(long amount) -> amount;
      case Value.Moment moment -> moment.nanos(now);
      case Value.Text _, Value.Word _ -> throw new IllegalArgumentException("not a number");
    };
  }
}
