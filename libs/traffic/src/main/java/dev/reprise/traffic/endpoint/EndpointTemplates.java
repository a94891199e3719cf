// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.endpoint;

import dev.reprise.traffic.value.Ascii;
import dev.reprise.traffic.value.ValueType;

/**
 * Names the endpoint of a request: {@code GET /users/{id}} for {@code GET /users/42}.
 *
 * <p>A segment is taken for a value when it is a number, a UUID, a ULID, long hexadecimal, or 16
 * and more characters that mix letters with digits.
 */
public final class EndpointTemplates {

  private static final String VALUE = "{id}";
  private static final int MIN_MIXED_CHARS = 16;

  private EndpointTemplates() {}

  /**
   * The endpoint of a request.
   *
   * @param path without query, as sent
   */
  public static String of(String method, String path) {
    var out = new StringBuilder(method).append(' ');
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      var segment = path.substring(from, end);
      out.append(isValue(segment) ? VALUE : segment);
      if (slash >= 0) {
        out.append('/');
      }
      from = end + 1;
    }
    return out.toString();
  }

  /** Whether a segment of a path, as sent, is left out of the endpoint's name. */
  public static boolean isValue(String segment) {
    if (segment.isEmpty()) {
      return false;
    }
    return segment.chars().allMatch(Ascii::isDigit)
        || ValueType.of(segment).isIdentifier()
        || isMixed(segment);
  }

  private static boolean isMixed(String segment) {
    return segment.length() >= MIN_MIXED_CHARS
        && segment.chars().anyMatch(Ascii::isDigit)
        && segment.chars().anyMatch(Ascii::isLetter)
        && segment.chars().allMatch(c -> Ascii.isAlphanumeric(c) || c == '-' || c == '_');
  }
}
