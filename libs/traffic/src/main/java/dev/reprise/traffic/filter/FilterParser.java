// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a filter.
 *
 * <pre>
 * filter     = [ or ]
 * or         = and { OR and }
 * and        = not { AND not }
 * not        = NOT not | "(" or ")" | condition
 * condition  = field ( comparison value | [NOT] ( CONTAINS | MATCHES ) value
 *                    | [NOT] IN "(" value { "," value } ")" )
 * field      = word [ "[" text "]" ]
 * comparison = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * </pre>
 *
 * <p><b>Bounds:</b> 16 384 characters, 64 levels of parentheses and NOT, 1 000 values in a list;
 * all of them are mistakes of the caller, told as such.
 */
public final class FilterParser {

  /** The longest text that is read, in UTF-16 units. */
  public static final int MAX_CHARS = 16_384;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 1_000;
  private static final List<String> WORD_OPERATORS = List.of("CONTAINS", "MATCHES", "IN", "NOT");

  private final Source source;
  private final Tokens tokens;
  private final ValueParser values;
  private int depth;

  private FilterParser(Source source) {
    this.source = source;
    this.tokens = new Tokens(source);
    this.values = new ValueParser(source, tokens);
  }

  /**
   * The filter that a text means; the empty text chooses everything.
   *
   * @throws AppException of kind USER and code FILTER_INVALID, whose details have {@code position}
   *     (from 1), {@code excerpt} and, where a name is near, {@code suggestion}
   */
  public static TrafficFilter parse(String text) {
    var source = new Source(text);
    if (text.length() > MAX_CHARS) {
      throw new Source("")
          .mistake(
              0,
              "the text has " + text.length() + " characters",
              "a filter has at most " + MAX_CHARS);
    }
    return text.isBlank() ? TrafficFilter.all() : new FilterParser(source).whole();
  }

  private TrafficFilter whole() {
    var filter = or();
    var rest = tokens.peek();
    if (rest.kind() != Token.Kind.END) {
      throw source.mistake(
          rest.start(), "unexpected " + rest.shown(), "conditions are joined by AND or OR");
    }
    return filter;
  }

  private TrafficFilter or() {
    var parts = new ArrayList<>(List.of(and()));
    while (tokens.takeKeyword("OR")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.getFirst() : new TrafficFilter.Or(parts);
  }

  private TrafficFilter and() {
    var parts = new ArrayList<>(List.of(not()));
    while (tokens.takeKeyword("AND")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.getFirst() : new TrafficFilter.And(parts);
  }

  private TrafficFilter not() {
    var start = tokens.peek();
    if (tokens.takeKeyword("NOT")) {
      descend(start);
      var filter = new TrafficFilter.Not(not());
      depth--;
      return filter;
    }
    if (tokens.takeSymbol("(")) {
      descend(start);
      var filter = or();
      tokens.expectSymbol(")", "the parenthesis at " + (start.start() + 1) + " is closed by ')'");
      depth--;
      return filter;
    }
    return condition();
  }

  private void descend(Token token) {
    if (++depth > MAX_DEPTH) {
      throw source.mistake(
          token.start(), "too deep", "parentheses and NOT nest at most " + MAX_DEPTH + " deep");
    }
  }

  private TrafficFilter condition() {
    var field = field();
    boolean negated = tokens.takeKeyword("NOT");
    var operatorToken = tokens.take();
    TrafficFilter condition;
    if (operatorToken.isKeyword("IN")) {
      condition = new TrafficFilter.Membership(field, list(field.field()));
    } else {
      var operator = operator(operatorToken, field.field(), negated);
      var value = values.parse(field.field(), operator);
      condition = new TrafficFilter.Condition(field, operator, value);
    }
    return negated ? new TrafficFilter.Not(condition) : condition;
  }

  private FieldRef field() {
    var name = tokens.take();
    if (name.kind() != Token.Kind.WORD) {
      throw source.mistake(
          name.start(), "unexpected " + name.shown(), "a condition begins with a field");
    }
    var field = Field.named(name.text()).orElseThrow(() -> unknownField(name));
    if (!field.isKeyed()) {
      if (tokens.peek().is(Token.Kind.SYMBOL, "[")) {
        throw source.mistake(
            tokens.peek().start(),
            "unexpected '['",
            "'" + field.symbol() + "' takes no name in brackets");
      }
      return FieldRef.of(field);
    }
    var form = "'" + field.symbol() + "' is written " + field.symbol() + "[\"name\"]";
    tokens.expectSymbol("[", form);
    var key = tokens.take();
    if (key.kind() != Token.Kind.STRING || key.text().isEmpty()) {
      throw source.mistake(key.start(), "unexpected " + key.shown(), form);
    }
    tokens.expectSymbol("]", form);
    return new FieldRef(field, key.text());
  }

  private AppException unknownField(Token name) {
    var fields = Stream.of(Field.values()).map(Field::symbol).toList();
    var near = NearName.of(name.text(), fields);
    return source.mistake(
        name.start(),
        "unknown field '" + name.text() + "'",
        near.map(symbol -> "did you mean '" + symbol + "'?")
            .orElse("the fields are " + String.join(", ", fields)),
        near.map(symbol -> Map.of("suggestion", symbol)).orElse(Map.of()));
  }

  private Operator operator(Token token, Field field, boolean negated) {
    var operator =
        Stream.of(Operator.values())
            .filter(known -> token.text().equalsIgnoreCase(known.symbol()))
            .filter(_ -> token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD)
            .findFirst()
            .orElseThrow(() -> unknownOperator(token, field));
    if (!field.type().operators().contains(operator)) {
      throw source.mistake(
          token.start(),
          "'" + field.symbol() + "' cannot be compared with " + operator.symbol(),
          operatorsOf(field));
    }
    if (negated && operator != Operator.CONTAINS && operator != Operator.MATCHES) {
      throw source.mistake(
          token.start(), "unexpected " + token.shown(), "after NOT stands IN, CONTAINS or MATCHES");
    }
    return operator;
  }

  private AppException unknownOperator(Token token, Field field) {
    Optional<String> near =
        token.kind() == Token.Kind.WORD
            ? NearName.of(token.text(), WORD_OPERATORS)
            : Optional.empty();
    return source.mistake(
        token.start(),
        "unexpected " + token.shown(),
        near.map(word -> "did you mean " + word + "?").orElseGet(() -> operatorsOf(field)),
        near.map(word -> Map.of("suggestion", word)).orElse(Map.of()));
  }

  private static String operatorsOf(Field field) {
    var symbols = field.type().operators().stream().map(Operator::symbol).toList();
    return "'" + field.symbol() + "' takes " + String.join(" ", symbols) + " IN";
  }

  private List<Value> list(Field field) {
    tokens.expectSymbol("(", "IN is followed by values in parentheses: IN (\"a\", \"b\")");
    var list = new ArrayList<Value>();
    do {
      if (list.size() == MAX_VALUES) {
        throw source.mistake(
            tokens.peek().start(), "too many values", "a list has at most " + MAX_VALUES);
      }
      list.add(values.parse(field, Operator.EQUAL));
    } while (tokens.takeSymbol(","));
    tokens.expectSymbol(")", "values are separated by ',' and the list is closed by ')'");
    return list;
  }
}
