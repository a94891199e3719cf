// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Rules choosing which pairs count: the tree of a parsed filter. Equal filters are equal trees, and
 * every tree can be printed and read back.
 */
public sealed interface TrafficFilter {

  /** Chooses every pair; what the empty text says. */
  static TrafficFilter all() {
    return new All();
  }

  /** Reads a filter; see {@link FilterParser#parse}. */
  static TrafficFilter parse(String text) {
    return FilterParser.parse(text);
  }

  /** The canonical text. */
  default String print() {
    return FilterPrinter.print(this);
  }

  /** Both this and the other. */
  default TrafficFilter and(TrafficFilter other) {
    if (this instanceof All) {
      return other;
    }
    return other instanceof All ? this : new And(List.of(this, other));
  }

  /** Every pair. */
  record All() implements TrafficFilter {}

  /** All parts hold. */
  record And(List<TrafficFilter> parts) implements TrafficFilter {

    /** Takes nested conjunctions apart. */
    public And {
      var flat = new ArrayList<TrafficFilter>();
      for (TrafficFilter part : parts) {
        if (part instanceof And nested) {
          flat.addAll(nested.parts);
        } else {
          flat.add(part);
        }
      }
      parts = atLeastTwo(flat);
    }
  }

  /** At least one part holds. */
  record Or(List<TrafficFilter> parts) implements TrafficFilter {

    /** Takes nested disjunctions apart. */
    public Or {
      var flat = new ArrayList<TrafficFilter>();
      for (TrafficFilter part : parts) {
        if (part instanceof Or nested) {
          flat.addAll(nested.parts);
        } else {
          flat.add(part);
        }
      }
      parts = atLeastTwo(flat);
    }
  }

  /** The part does not hold. */
  record Not(TrafficFilter part) implements TrafficFilter {

    /** Refuses the filter that has no text of its own. */
    public Not {
      if (part instanceof All) {
        throw new IllegalArgumentException("NOT needs a condition");
      }
    }
  }

  /**
   * A field compared with a value. Where a field may have several values (header lines, marks) or
   * none (a missing header or tag), one of them must compare so; {@link Operator#NOT_EQUAL} is the
   * negation of {@link Operator#EQUAL} there too.
   */
  record Condition(FieldRef field, Operator operator, Value value) implements TrafficFilter {

    /** Refuses what the field's type does not take. */
    public Condition {
      if (!field.field().type().operators().contains(operator)
          || !Values.fits(value, field.field())) {
        throw new IllegalArgumentException(
            field.field().symbol() + " cannot be compared so: " + operator);
      }
      if (operator == Operator.MATCHES && value instanceof Value.Text(String pattern)) {
        Regex.compile(pattern);
      }
    }
  }

  /** A field that equals one of the values. */
  record Membership(FieldRef field, List<Value> values) implements TrafficFilter {

    /** Refuses an empty list and values that the field's type does not take. */
    public Membership {
      values = List.copyOf(values);
      if (values.isEmpty()
          || !values.stream().allMatch(value -> Values.fits(value, field.field()))) {
        throw new IllegalArgumentException(field.field().symbol() + " cannot be one of these");
      }
    }
  }

  private static List<TrafficFilter> atLeastTwo(List<TrafficFilter> parts) {
    if (parts.size() < 2 || parts.stream().anyMatch(All.class::isInstance)) {
      throw new IllegalArgumentException("AND and OR join two conditions or more");
    }
    return List.copyOf(parts);
  }
}
