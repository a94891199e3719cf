// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.rules;

/**
 * Ports from one to another, both included.
 *
 * @param first 1 to 65535
 * @param last not below the first
 */
record PortRange(int first, int last) {

  private static final int HIGHEST = 65_535;

  PortRange {
    if (first < 1 || last < first || last > HIGHEST) {
      throw new IllegalArgumentException(
          "%d-%d is no range of ports from 1 to %d".formatted(first, last, HIGHEST));
    }
  }

  /**
   * Reads {@code PORT} or {@code PORT-PORT}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static PortRange parse(String text) {
    if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
      throw new IllegalArgumentException("'" + text + "' is not PORT or PORT-PORT");
    }
    String[] ends = text.split("-", 2);
    int first = Integer.parseInt(ends[0]);
    return new PortRange(first, ends.length == 1 ? first : Integer.parseInt(ends[1]));
  }

  /** One number, or two with that between them. */
  String joined(String sign) {
    return first == last ? Integer.toString(first) : first + sign + last;
  }
}
