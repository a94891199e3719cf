// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import dev.reprise.traffic.config.JsonPathPattern;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Places in a message: {@code request.header.authorization}, {@code *.cookie.sid*}, {@code
 * request.query.token}, {@code request.body.form.password}, {@code response.body.$..card.number}.
 *
 * <p>Names of headers, cookies and parameters are matched without regard to case, and {@code *}
 * stands for any characters in them. A JSON path names a value and everything in it.
 */
public final class PlacePattern {

  private static final Pattern FORM =
      Pattern.compile(
          "(request|response|\\*)\\.(?:(header|cookie|query|body\\.form)\\.(.+)|body\\.(\\$.*))");

  private final String text;
  private final String side;
  private final Area area;
  private final Pattern name;
  private final Optional<JsonPathPattern> path;

  private PlacePattern(
      String text, String side, Area area, Pattern name, Optional<JsonPathPattern> path) {
    this.text = text;
    this.side = side;
    this.area = area;
    this.name = name;
    this.path = path;
  }

  /** The parts of a message that have names. */
  enum Area {
    HEADER,
    COOKIE,
    QUERY,
    FORM,
    JSON
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none; the message says what one looks like
   */
  public static PlacePattern parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no place; places look like request.header.authorization, *.cookie.sid,"
              + " request.query.token, request.body.form.password or response.body.$..token");
    }
    var side = matcher.group(1);
    if (matcher.group(4) != null) {
      return new PlacePattern(
          text, side, Area.JSON, glob("*"), Optional.of(JsonPathPattern.parse(matcher.group(4))));
    }
    var name = matcher.group(3).toLowerCase(Locale.ROOT);
    var area = area(matcher.group(2));
    // The lines that carry cookies are redacted cookie by cookie, so that names and attributes
    // stay.
    return area == Area.HEADER && (name.equals("cookie") || name.equals("set-cookie"))
        ? new PlacePattern(text, side, Area.COOKIE, glob("*"), Optional.empty())
        : new PlacePattern(text, side, area, glob(name), Optional.empty());
  }

  private static Area area(String word) {
    return switch (word) {
      case "header" -> Area.HEADER;
      case "cookie" -> Area.COOKIE;
      case "query" -> Area.QUERY;
      default -> Area.FORM;
    };
  }

  private static Pattern glob(String name) {
    var regex = new StringBuilder();
    for (String part : name.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(part.isEmpty() ? "" : Pattern.quote(part));
    }
    return Pattern.compile(name.startsWith("*") ? ".*" + regex : regex.toString(), Pattern.DOTALL);
  }

  /** Whether it may name places in this part of a request ({@code "request"}) or response. */
  boolean reaches(String ofSide, Area part) {
    return area == part && (side.equals("*") || side.equals(ofSide));
  }

  /** Whether it names this header, cookie or parameter. */
  boolean names(String called) {
    return name.matcher(called.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether it names this value of a JSON body, or something around it. */
  boolean covers(String jsonPath) {
    return path.isPresent() && path.get().covers(jsonPath);
  }

  @Override
  public String toString() {
    return text;
  }
}
