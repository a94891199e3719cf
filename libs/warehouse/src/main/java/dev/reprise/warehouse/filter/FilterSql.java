// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.filter;

import dev.reprise.traffic.filter.Field;
import dev.reprise.traffic.filter.FieldRef;
import dev.reprise.traffic.filter.Operator;
import dev.reprise.traffic.filter.Regex;
import dev.reprise.traffic.filter.TrafficFilter;
import dev.reprise.traffic.filter.Value;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes a filter as a condition on the table {@code rrpairs}.
 *
 * <p><b>Threads:</b> confined to whoever writes the statement, as its parameters are.
 */
public final class FilterSql {

  private final Instant now;
  private final SqlParameters parameters;

  private FilterSql(Instant now, SqlParameters parameters) {
    this.now = now;
    this.parameters = parameters;
  }

  /**
   * The condition, in parentheses where it needs them.
   *
   * @param now what the filter's {@code now} means
   * @param parameters takes the filter's values
   */
  public static String of(TrafficFilter filter, Instant now, SqlParameters parameters) {
    return new FilterSql(now, parameters).condition(filter);
  }

  private String condition(TrafficFilter filter) {
    return switch (filter) {
      case TrafficFilter.All() -> "true";
      case TrafficFilter.And(var parts) -> join(parts, " AND ");
      case TrafficFilter.Or(var parts) -> join(parts, " OR ");
      case TrafficFilter.Not(var part) -> "NOT (" + condition(part) + ")";
      case TrafficFilter.Condition(var field, var operator, var value) ->
          comparison(field, operator, value);
      case TrafficFilter.Membership(var field, var values) -> membership(field, values);
    };
  }

  private String join(List<TrafficFilter> parts, String conjunction) {
    return parts.stream().map(this::condition).collect(Collectors.joining(conjunction, "(", ")"));
  }

  private String comparison(FieldRef field, Operator operator, Value value) {
    return switch (value) {
      case Value.Text(String text) ->
          operator == Operator.NOT_EQUAL
              ? "NOT " + anyText(field, column -> textual(column, Operator.EQUAL, text))
              : anyText(field, column -> textual(column, operator, text));
      case Value.Word(String word) ->
          operator == Operator.NOT_EQUAL
              ? "NOT " + wordly(field.field(), word)
              : wordly(field.field(), word);
      case Value.Amount(long amount) ->
          column(field.field()) + " " + operator.symbol() + " " + parameters.number(amount);
      case Value.Moment moment ->
          column(field.field())
              + " "
              + operator.symbol()
              + " "
              + parameters.time(moment.nanos(now));
    };
  }

  private String membership(FieldRef field, List<Value> values) {
    return switch (field.field().type()) {
      case TEXT -> {
        var list =
            values.stream()
                .map(value -> value instanceof Value.Text(String text) ? text : "")
                .map(parameters::text)
                .collect(Collectors.joining(", ", "(", ")"));
        yield anyText(field, column -> column + " IN " + list);
      }
      case WORD, NUMBER, SIZE, DURATION, TIME ->
          values.stream()
              .map(value -> comparison(field, Operator.EQUAL, value))
              .collect(Collectors.joining(" OR ", "(", ")"));
    };
  }

  /** One of the texts that the field has fulfils the condition. */
  private String anyText(FieldRef field, UnaryOperator<String> condition) {
    return switch (field.field()) {
      case REQUEST_HEADER -> anyLine("request", field.key(), condition);
      case RESPONSE_HEADER -> anyLine("response", field.key(), condition);
      case TAG -> {
        var key = parameters.text(field.key());
        yield "(mapContains(tags, " + key + ") AND " + condition.apply("tags[" + key + "]") + ")";
      }
      case SERVICE, DIRECTION, TECHNOLOGY, METHOD, SCHEME, HOST, PATH, TARGET, ENDPOINT, STATUS ->
          plain(field, condition);
      case DURATION, TIME, CAPTURE, SEQUENCE, REPLAY, REQUEST_BODY, RESPONSE_BODY, TLS, MARK ->
          plain(field, condition);
      case REQUEST_BYTES, RESPONSE_BYTES -> plain(field, condition);
    };
  }

  private static String plain(FieldRef field, UnaryOperator<String> condition) {
    return "(" + condition.apply(column(field.field())) + ")";
  }

  private String anyLine(String message, String name, UnaryOperator<String> condition) {
    return "arrayExists((name, value) -> lower(name) = %s AND %s, %s_header_names, %s_header_values)"
        .formatted(parameters.text(name), condition.apply("value"), message, message);
  }

  private String textual(String column, Operator operator, String text) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> column + " " + operator.symbol() + " " + parameters.text(text);
      // LIKE is what the token indexes on body texts know; on all else it is as fast as position().
      case CONTAINS -> column + " LIKE " + parameters.text("%" + likeLiteral(text) + "%");
      case MATCHES ->
          "match(" + column + ", " + parameters.text(Regex.compile(text).forClickHouse()) + ")";
      case LESS, AT_MOST, GREATER, AT_LEAST ->
          throw new IllegalArgumentException(column + " has no order");
    };
  }

  private static String likeLiteral(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  // Words are ours, never the caller's: the parser knows them all.
  private static String wordly(Field field, String word) {
    return switch (field) {
      case DIRECTION -> "(direction = '" + word + "')";
      case MARK -> "has(marks, '" + word + "')";
      case TLS -> {
        var encrypted =
            "(tls_version != '' OR tls_sni != '' OR tls_alpn != '' OR tls_cipher != '')";
        yield word.equals("true") ? encrypted : "(NOT " + encrypted + ")";
      }
      default -> throw new IllegalArgumentException(field.symbol() + " has no words");
    };
  }

  private static String column(Field field) {
    return switch (field) {
      case SERVICE -> "service";
      case DIRECTION -> "direction";
      case TECHNOLOGY -> "technology";
      case METHOD -> "method";
      case SCHEME -> "scheme";
      case HOST -> "host";
      case PATH -> "path";
      case TARGET -> "target";
      case ENDPOINT -> "endpoint";
      case STATUS -> "status";
      case DURATION -> "duration_nanos";
      case TIME -> "start_time";
      case CAPTURE -> "capture_id";
      case SEQUENCE -> "sequence";
      case REPLAY -> "replay_id";
      case REQUEST_BODY -> "request_text";
      case RESPONSE_BODY -> "response_text";
      case REQUEST_BYTES -> "request_body_bytes";
      case RESPONSE_BYTES -> "response_body_bytes";
      case MARK -> "marks";
      case TAG, TLS, REQUEST_HEADER, RESPONSE_HEADER ->
          throw new IllegalArgumentException(field.symbol() + " is not one column");
    };
  }
}
