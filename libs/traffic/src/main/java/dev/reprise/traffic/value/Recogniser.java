// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

import java.util.regex.Pattern;

/**
 * Tells types by the look of a value.
 *
 * <p><b>Cost:</b> linear in the length; nothing is allocated but for dates and tokens that have the
 * right outline.
 */
final class Recogniser {

  private static final int MIN_TOKEN_CHARS = 16;
  private static final int MAX_TOKEN_CHARS = 4096;
  private static final int MAX_JWT_CHARS = 16 * 1024;
  private static final int MAX_NUMBER_CHARS = 40;
  private static final int MAX_LONG_DIGITS = 18;
  private static final int NANOS_DIGITS = 19;
  private static final long EARLIEST_SECONDS = 1_262_304_000; // 2010-01-01
  private static final long LATEST_SECONDS = 2_208_988_800L; // 2040-01-01

  private static final Pattern ISO =
      Pattern.compile(
          "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
              + "([T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?\\s?(Z|[+-]\\d{2}(:?\\d{2})?)?)?");
  private static final String HTTP = "Aaa, 00 Aaa 0000 00:00:00 GMT"; // kinds of characters
  private static final Pattern NUMERAL =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private Recogniser() {}

  static ValueType typeOf(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_JWT_CHARS) {
      return ValueType.PLAIN;
    }
    char first = text.charAt(0);
    if (Ascii.isDigit(first) || first == '-') {
      var numeric = numericType(text);
      if (numeric != ValueType.PLAIN) {
        return numeric;
      }
    }
    if (text.equals("true") || text.equals("false")) {
      return ValueType.BOOLEAN;
    }
    return length < MIN_TOKEN_CHARS ? ValueType.PLAIN : tokenType(text);
  }

  static boolean isInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - start;
    return digits >= 1
        && digits <= MAX_LONG_DIGITS
        && (digits == 1 || text.charAt(start) != '0')
        && allDigits(text, start);
  }

  /** Whether it could be an opaque token, going by its length and characters alone. */
  static boolean isToken(String text) {
    return text.length() >= MIN_TOKEN_CHARS
        && text.length() <= MAX_TOKEN_CHARS
        && text.chars().allMatch(c -> Ascii.isAlphanumeric(c) || "-_.~:+/=".indexOf(c) >= 0);
  }

  private static ValueType numericType(String text) {
    int length = text.length();
    if (allDigits(text, 0)) {
      return digitsType(text);
    }
    if (length >= 10 && length <= 40 && text.charAt(4) == '-' && ISO.matcher(text).matches()) {
      return ValueType.ISO_TIME;
    }
    if (length > MAX_NUMBER_CHARS || !NUMERAL.matcher(text).matches()) {
      return ValueType.PLAIN;
    }
    int dot = text.indexOf('.');
    if (dot < 0) {
      boolean hex = length >= MIN_TOKEN_CHARS && text.indexOf('e') > 0;
      return hex ? ValueType.PLAIN : ValueType.NUMBER;
    }
    // Many write a time as seconds and a fraction of one: 1780000000.123456.
    var whole = allDigits(text, dot + 1) ? digitsType(text.substring(0, dot)) : ValueType.NUMBER;
    return whole.isTime() ? whole : ValueType.NUMBER;
  }

  private static ValueType digitsType(String digits) {
    var epoch =
        switch (digits.length()) {
          case 10 -> epoch(digits, 1, ValueType.EPOCH_SECONDS);
          case 13 -> epoch(digits, 1_000, ValueType.EPOCH_MILLIS);
          case 16 -> epoch(digits, 1_000_000, ValueType.EPOCH_MICROS);
          case NANOS_DIGITS -> epoch(digits, 1_000_000_000, ValueType.EPOCH_NANOS);
          default -> ValueType.NUMBER;
        };
    if (epoch != ValueType.NUMBER) {
      return epoch;
    }
    if (digits.length() >= MIN_TOKEN_CHARS) {
      return digits.length() <= MAX_TOKEN_CHARS ? ValueType.OPAQUE : ValueType.PLAIN;
    }
    return digits.length() > 1 && digits.charAt(0) == '0' ? ValueType.PLAIN : ValueType.NUMBER;
  }

  private static ValueType epoch(String digits, long unitsPerSecond, ValueType type) {
    if (digits.charAt(0) > '2') {
      return ValueType.NUMBER; // beyond 2040, and 19 digits might not fit a long
    }
    long seconds = Long.parseLong(digits) / unitsPerSecond;
    return seconds >= EARLIEST_SECONDS && seconds < LATEST_SECONDS ? type : ValueType.NUMBER;
  }

  private static ValueType tokenType(String text) {
    if (isHttpDate(text)) {
      return ValueType.HTTP_DATE;
    }
    if (isUuid(text)) {
      return ValueType.UUID;
    }
    if (isUlid(text)) {
      return ValueType.ULID;
    }
    if (isHex(text)) {
      return ValueType.HEX;
    }
    if (isJwt(text)) {
      return ValueType.JWT;
    }
    return isOpaque(text) ? ValueType.OPAQUE : ValueType.PLAIN;
  }

  private static boolean isHttpDate(String text) {
    if (text.length() != HTTP.length() || text.charAt(3) != ',' || !text.endsWith(" GMT")) {
      return false;
    }
    for (int i = 0; i < HTTP.length() - 3; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (HTTP.charAt(i)) {
            case 'A' -> c >= 'A' && c <= 'Z';
            case 'a' -> c >= 'a' && c <= 'z';
            case '0' -> Ascii.isDigit(c);
            default -> c == HTTP.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !Ascii.isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUlid(String text) {
    if (text.length() != 26 || text.charAt(0) < '0' || text.charAt(0) > '7') {
      return false;
    }
    return text.chars()
        .allMatch(c -> Ascii.isDigit(c) || (Ascii.isUpper(c) && "ILOU".indexOf(c) < 0));
  }

  private static boolean isHex(String text) {
    boolean letter = false;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isHexDigit(c)) {
        return false;
      }
      digit |= Ascii.isDigit(c);
      letter |= !Ascii.isDigit(c);
    }
    return letter && digit && text.length() <= MAX_TOKEN_CHARS;
  }

  private static boolean isJwt(String text) {
    if (!text.startsWith("eyJ")) { // the start of {" in base64
      return false;
    }
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (!Ascii.isAlphanumeric(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return dots == 2;
  }

  private static boolean isOpaque(String text) {
    if (!isToken(text) || text.charAt(0) == '/') {
      return false;
    }
    boolean base64 = text.indexOf('+') >= 0 || text.indexOf('/') >= 0;
    if (base64 && (text.length() % 4 != 0 || text.indexOf(':') >= 0 || text.indexOf('.') >= 0)) {
      return false; // a slash otherwise parts a path
    }
    int equals = text.indexOf('=');
    return (equals < 0 || equals >= text.length() - 2) && looksRandom(text);
  }

  // Letters of one case only tell too little: most words are such.
  private static boolean looksRandom(String token) {
    var shape = TokenShape.of(token);
    return shape.digits() == 0
        ? shape.kinds() == 2 && LetterOdds.of(token) > 0
        : shape.looksRandom();
  }

  private static boolean allDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > from;
  }
}
