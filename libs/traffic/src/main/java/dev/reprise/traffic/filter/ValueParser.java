// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.NearName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Reads the values of conditions, by the type of the field they are compared with. */
final class ValueParser {

  private static final List<String> RESERVED = List.of("AND", "OR", "NOT", "CONTAINS", "MATCHES");

  private final Source source;
  private final Tokens tokens;

  ValueParser(Source source, Tokens tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** The value that stands here, for a field and what it is compared by. */
  Value parse(Field field, Operator operator) {
    var token = tokens.take();
    return switch (field.type()) {
      case TEXT -> text(field, operator, token);
      case WORD -> word(field, token);
      case NUMBER -> new Value.Amount(number(field, token));
      case SIZE, DURATION -> new Value.Amount(amount(field, token));
      case TIME -> token.isKeyword("now") ? now(token) : new Value.At(moment(field, token));
    };
  }

  private Value text(Field field, Operator operator, Token token) {
    boolean bare = token.kind() == Token.Kind.WORD && RESERVED.stream().noneMatch(token::isKeyword);
    if (token.kind() != Token.Kind.STRING && !bare) {
      throw unexpected(field, token);
    }
    if (operator == Operator.MATCHES) {
      try {
        Regex.compile(token.text());
      } catch (RegexSyntaxException e) {
        throw source.mistake(
            token.start(),
            "the regular expression has "
                + e.getMessage()
                + " (its character "
                + e.position()
                + ")",
            e.rule());
      }
    }
    return new Value.Text(token.text());
  }

  private Value word(Field field, Token token) {
    boolean isWord = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.STRING;
    if (!isWord) {
      throw unexpected(field, token);
    }
    for (String word : field.words()) {
      if (word.equalsIgnoreCase(token.text())) {
        return new Value.Word(word);
      }
    }
    var near = NearName.of(token.text(), field.words());
    throw source.mistake(
        token.start(),
        "'" + field.symbol() + "' is never " + token.shown(),
        near.map(word -> "did you mean " + word + "?")
            .orElse("it is one of " + String.join(", ", field.words())),
        near.map(word -> Map.of("suggestion", word)).orElse(Map.of()));
  }

  private long number(Field field, Token token) {
    if (token.kind() == Token.Kind.NUMBER) {
      var split = Quantity.of(token.text());
      var exact = split.unit().isEmpty() ? Units.exact(split.digits(), 1) : OptionalLong.empty();
      if (exact.isPresent()) {
        return exact.getAsLong();
      }
    }
    throw unexpected(field, token);
  }

  private long amount(Field field, Token token) {
    if (token.kind() != Token.Kind.NUMBER) {
      throw unexpected(field, token);
    }
    var units = Units.of(field.type()).orElseThrow();
    var split = Quantity.of(token.text());
    return units
        .parse(split.digits(), split.unit())
        .orElseThrow(() ->
            source.mistake(
                token.start(),
                "'" + field.symbol() + "' cannot be " + token.shown(),
                "it is " + field.type().example() + ", with one of " + units.names()));
  }

  private Value now(Token now) {
    boolean past = tokens.takeSymbol("-");
    if (!past && !tokens.takeSymbol("+")) {
      return new Value.Now(0);
    }
    var sign = past ? "-" : "+";
    var token = tokens.take();
    if (token.kind() != Token.Kind.NUMBER) {
      throw unexpected(Field.TIME, token);
    }
    var split = Quantity.of(token.text());
    long offset =
        Units.DURATION
            .parse(split.digits(), split.unit())
            .orElseThrow(() ->
                source.mistake(
                    now.start(),
                    "a time cannot be 'now" + sign + token.text() + "'",
                    "after the sign stands a duration, with one of " + Units.DURATION.names()));
    return new Value.Now(past ? -offset : offset);
  }

  private long moment(Field field, Token token) {
    if (token.kind() != Token.Kind.STRING) {
      throw unexpected(field, token);
    }
    try {
      var instant = instant(token.text().toUpperCase(Locale.ROOT));
      long nanos =
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)),
              instant.getNano());
      if (nanos >= 0) {
        return nanos;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw notATime(token);
    }
    throw notATime(token);
  }

  private static Instant instant(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }

  private AppException notATime(Token token) {
    return source.mistake(
        token.start(),
        "a text that is not a time",
        "a time is a date or a date with time and offset between 1970 and 2262, as "
            + "\"2026-11-23\" or \"2026-11-23T10:00:00Z\", or now-15m");
  }

  private AppException unexpected(Field field, Token token) {
    var type = field.type();
    var rule =
        type == FieldType.WORD ? "one of " + String.join(", ", field.words()) : type.example();
    return source.mistake(
        token.start(),
        "unexpected " + token.shown(),
        "'" + field.symbol() + "' is compared with " + rule);
  }

  /** A number's digits and the letters behind them. */
  private record Quantity(String digits, String unit) {

    static Quantity of(String text) {
      int end = 0;
      while (end < text.length()
          && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
        end++;
      }
      var digits = text.substring(0, end);
      // "1.2.3" is a number to the lexer and to nobody else
      boolean isDecimal = digits.indexOf('.') == digits.lastIndexOf('.') && !digits.endsWith(".");
      return isDecimal ? new Quantity(digits, text.substring(end)) : new Quantity("0", "?");
    }
  }
}
