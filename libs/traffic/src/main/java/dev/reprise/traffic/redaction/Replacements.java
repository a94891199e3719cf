// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands where values stood. A token is a keyed hash (HMAC-SHA-256) of the value, so that
 * equal values have equal tokens and nobody without the key can find a value by trying.
 *
 * <p><b>Threads:</b> any.
 */
final class Replacements {

  /** What stands where a value was removed. */
  static final String REMOVED = "[redacted]";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOKEN_BYTES = 16;

  private final SecretKeySpec key;

  Replacements(String key) {
    var bytes = key.getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(bytes.length == 0 ? new byte[] {0} : bytes, ALGORITHM);
  }

  /** What stands for a text. */
  String of(Action action, String value) {
    return switch (action) {
      case REMOVE -> REMOVED;
      case TOKEN -> "tok_" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash(value));
    };
  }

  /** What stands for a number in JSON: digits, as many as before, so that it stays a number. */
  String ofNumber(Action action, String value) {
    return switch (action) {
      case REMOVE -> "0";
      case TOKEN -> digits(value);
    };
  }

  private String digits(String value) {
    byte[] hash = hash(value);
    var digits = new StringBuilder();
    int count = (int) value.chars().filter(Character::isDigit).count();
    for (int i = 0; i < Math.max(1, count); i++) {
      int digit = (hash[i % hash.length] & 0xff) % 10;
      digits.append(i == 0 && digit == 0 ? 1 : digit);
    }
    return digits.toString();
  }

  private byte[] hash(String value) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return java.util.Arrays.copyOf(
          mac.doFinal(value.getBytes(StandardCharsets.UTF_8)), TOKEN_BYTES);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("every JDK has HMAC-SHA-256", e);
    }
  }
}
