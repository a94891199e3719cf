// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

/** Kinds of characters in identifiers, which are ASCII. */
public final class Ascii {

  private Ascii() {}

  /** 0 to 9. */
  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** a to z. */
  public static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  /** A to Z. */
  public static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  /** A to Z, in either case. */
  public static boolean isLetter(int c) {
    return isLower(c) || isUpper(c);
  }

  /** A letter or a digit. */
  public static boolean isAlphanumeric(int c) {
    return isLetter(c) || isDigit(c);
  }

  /** A digit of base 16, in either case. */
  public static boolean isHexDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
