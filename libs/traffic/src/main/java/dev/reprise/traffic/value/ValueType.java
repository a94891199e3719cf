// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

import java.util.Locale;

/**
 * What a value looks like, whatever it stands for.
 *
 * <p>Identifiers are values that two senders do not make alike by chance, so that the same one in
 * two messages means that one was taken from the other. Everything shorter is {@link #NUMBER} or
 * {@link #PLAIN}.
 */
public enum ValueType {
  /** Three base64url parts, the first of which is a JSON object. */
  JWT(Family.IDENTIFIER),
  /** 8-4-4-4-12 hexadecimal digits. */
  UUID(Family.IDENTIFIER),
  /** 26 characters of Crockford's base 32. */
  ULID(Family.IDENTIFIER),
  /** 16 or more hexadecimal digits, letters among them. */
  HEX(Family.IDENTIFIER),
  /** 16 or more characters that look random, with or without a readable prefix. */
  OPAQUE(Family.IDENTIFIER),
  /** A date of ISO 8601, with or without a time. */
  ISO_TIME(Family.TIME),
  /** A date as HTTP writes it. */
  HTTP_DATE(Family.TIME),
  /** Seconds since 1970, with or without a fraction, between 2010 and 2040. */
  EPOCH_SECONDS(Family.TIME),
  /** Milliseconds since 1970, with or without a fraction, between 2010 and 2040. */
  EPOCH_MILLIS(Family.TIME),
  /** Microseconds since 1970, with or without a fraction, between 2010 and 2040. */
  EPOCH_MICROS(Family.TIME),
  /** Nanoseconds since 1970, with or without a fraction, between 2010 and 2040. */
  EPOCH_NANOS(Family.TIME),
  /** Any other number. */
  NUMBER(Family.OTHER),
  /** {@code true} or {@code false}. */
  BOOLEAN(Family.OTHER),
  /** Everything else. */
  PLAIN(Family.OTHER);

  private enum Family {
    IDENTIFIER,
    TIME,
    OTHER
  }

  private final Family family;

  ValueType(Family family) {
    this.family = family;
  }

  /** Recognises a value. */
  public static ValueType of(String text) {
    return Recogniser.typeOf(text);
  }

  /** Whether it is an integer of at most 18 digits, without a plus sign or leading zeros. */
  public static boolean isInteger(String text) {
    return Recogniser.isInteger(text);
  }

  /** Whether the same value twice cannot be chance. */
  public boolean isIdentifier() {
    return family == Family.IDENTIFIER;
  }

  /** Whether it is a point in time. */
  public boolean isTime() {
    return family == Family.TIME;
  }

  /**
   * Whether a value may stand where values of this type were seen.
   *
   * <p>Wider than {@link #of} for hexadecimal and opaque values: now and then a random one has no
   * digit in it, or looks like a value of another identifier type.
   */
  public boolean admits(String text) {
    return switch (this) {
      case HEX, OPAQUE -> Recogniser.isToken(text) || of(text).isIdentifier();
      case NUMBER -> of(text) == NUMBER || of(text).isEpoch();
      case PLAIN -> true;
      default -> of(text) == this;
    };
  }

  private boolean isEpoch() {
    return isTime() && this != ISO_TIME && this != HTTP_DATE;
  }

  /** What stands for any value of this kind in a signature. */
  public String mask() {
    return switch (family) {
      case IDENTIFIER -> "<id>";
      case TIME -> "<time>";
      case OTHER -> "<" + name().toLowerCase(Locale.ROOT) + ">";
    };
  }
}
