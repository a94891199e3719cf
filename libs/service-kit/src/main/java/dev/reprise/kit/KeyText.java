// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code rpk_ID_SECRET}. The prefix lets scanners for leaked
 * secrets find it, the id names the key without giving it away, and of the secret only a digest is
 * kept. Its 256 random bits cannot be guessed, so that a plain SHA-256 does, and each request can
 * afford it.
 *
 * @param id 12 hexadecimal digits
 * @param secret 43 characters of URL-safe base64
 */
public record KeyText(String id, String secret) {

  /** What every key begins with. */
  public static final String PREFIX = "rpk_";

  private static final Pattern FORM = Pattern.compile("rpk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;

  /** A new one. */
  public static KeyText random(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new KeyText(
        HexFormat.of().formatHex(id),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** The key in a text; empty where the text has not the form of one. */
  public static Optional<KeyText> parse(String text) {
    var found = FORM.matcher(text);
    return found.matches()
        ? Optional.of(new KeyText(found.group(1), found.group(2)))
        : Optional.empty();
  }

  /** The key whole, as it is shown once. */
  public String text() {
    return PREFIX + id + "_" + secret;
  }

  /** SHA-256 of the secret, in hexadecimal. */
  public String digest() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return PREFIX + id + "_...";
  }
}
