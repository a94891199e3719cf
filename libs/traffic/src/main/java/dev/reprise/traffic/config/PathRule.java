// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

/**
 * Names places in JSON bodies: {@code $.items[*].id}, for one endpoint only when one stands before
 * it: {@code GET /orders/{id} $.total}. A place covers everything beneath it.
 *
 * @param endpoint method and path template; empty for every endpoint
 * @param path the pattern, beginning with {@code $}
 */
public record PathRule(String endpoint, JsonPathPattern path) {

  /** What {@link #parse} reads, as a regular expression for Java and JavaScript. */
  static final String SYNTAX = "^(?:[A-Z][A-Z-]* \\S+ )?" + JsonPathPattern.SYNTAX.substring(1);

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PathRule parse(String text) {
    if (!isOne(text)) {
      throw new IllegalArgumentException("not a path like '$.items[*].id': " + text);
    }
    int dollar = text.startsWith("$") ? 0 : text.indexOf(" $") + 1;
    return new PathRule(
        text.substring(0, dollar).strip(), JsonPathPattern.parse(text.substring(dollar)));
  }

  /** Whether {@link #parse} reads it; names with a single quote in them cannot be written. */
  public static boolean isOne(String text) {
    return text.matches(SYNTAX);
  }

  /** Whether it speaks of this place (or one above it) of this endpoint. */
  public boolean covers(String endpointOfPlace, String jsonPath) {
    return (endpoint.isEmpty() || endpoint.equals(endpointOfPlace)) && path.covers(jsonPath);
  }

  @Override
  public String toString() {
    return endpoint.isEmpty() ? path.toString() : endpoint + " " + path;
  }
}
