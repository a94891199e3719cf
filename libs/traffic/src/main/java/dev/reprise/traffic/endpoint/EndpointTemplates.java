// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.endpoint;

import dev.reprise.traffic.value.Ascii;
import dev.reprise.traffic.value.ValueType;
import java.util.function.IntPredicate;

/**
 * Names the endpoint of a request: {@code GET /users/{id}} for {@code GET /users/42}.
 *
 * <p>A segment is taken for a value when it is a number, a UUID, a ULID, long hexadecimal, a code
 * that ends in a dash or underscore and three or more digits ({@code SKU-1001}), or 16 and more
 * characters that mix letters with digits.
 */
public final class EndpointTemplates {

  private static final String VALUE = "{id}";
  private static final int MIN_MIXED_CHARS = 16;

  // Of two digits it may be a name: step-12, iphone-15.
  private static final int MIN_CODE_DIGITS = 3;

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
    return all(segment, Ascii::isDigit)
        || ValueType.of(segment).isIdentifier()
        || isCode(segment)
        || isMixed(segment);
  }

  private static boolean isCode(String segment) {
    int digits = segment.length();
    while (digits > 0 && Ascii.isDigit(segment.charAt(digits - 1))) {
      digits--;
    }
    return segment.length() - digits >= MIN_CODE_DIGITS
        && digits > 1
        && (segment.charAt(digits - 1) == '-' || segment.charAt(digits - 1) == '_')
        && all(segment, EndpointTemplates::isOfACode);
  }

  private static boolean isMixed(String segment) {
    return segment.length() >= MIN_MIXED_CHARS
        && !all(segment, c -> !Ascii.isDigit(c))
        && !all(segment, c -> !Ascii.isLetter(c))
        && all(segment, EndpointTemplates::isOfACode);
  }

  // Every request passes here: a stream would cost more than the search.
  private static boolean all(String segment, IntPredicate property) {
    for (int i = 0; i < segment.length(); i++) {
      if (!property.test(segment.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfACode(int c) {
    return Ascii.isAlphanumeric(c) || c == '-' || c == '_';
  }
}
