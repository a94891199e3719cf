// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

/**
 * Lower case for ASCII letters only, as ClickHouse's {@code lower} has it: Unicode's rules would
 * make a Kelvin sign a header's k here and not there.
 */
final class Ascii {

  private Ascii() {}

  static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        return lowerFrom(text, i);
      }
    }
    return text;
  }

  private static String lowerFrom(String text, int start) {
    char[] letters = text.toCharArray();
    for (int i = start; i < letters.length; i++) {
      if (isUpper(letters[i])) {
        letters[i] = (char) (letters[i] + ('a' - 'A'));
      }
    }
    return new String(letters);
  }

  private static boolean isUpper(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }
}
