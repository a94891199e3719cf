// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.ApiException;
import dev.reprise.demo.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Issues and checks JSON Web Tokens signed with HS256 and a key that each process makes anew.
 *
 * <p><b>Threads:</b> thread-safe.
 */
final class Tokens {

  static final Duration LIFETIME = Duration.ofHours(1);

  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encode(Json.object().put("alg", "HS256").put("typ", "JWT"));

  private final Clock clock;
  private final SecretKeySpec key;

  Tokens(Clock clock) {
    this.clock = clock;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** A new token for a user. */
  Issued issue(String userId) {
    String id = UUID.randomUUID().toString();
    long now = clock.instant().getEpochSecond();
    long end = now + LIFETIME.toSeconds();
    var claims = Json.object().put("iss", "shop").put("sub", userId);
    claims.put("iat", now).put("exp", end).put("jti", id);
    String signed = HEADER + "." + encode(claims);
    return new Issued(signed + "." + sign(signed), id, Instant.ofEpochSecond(end));
  }

  /**
   * The id of a token that is genuine and has not expired.
   *
   * @throws ApiException 401 when it is not
   */
  String check(String token) {
    int lastDot = token.lastIndexOf('.');
    String signed = token.substring(0, Math.max(lastDot, 0));
    byte[] given = token.substring(lastDot + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(given, sign(signed).getBytes(StandardCharsets.UTF_8))) {
      throw new ApiException(401, "token_invalid", "The token was not issued here.");
    }
    JsonNode claims = claims(signed);
    if (clock.instant().getEpochSecond() >= claims.path("exp").longValue()) {
      throw new ApiException(401, "token_expired", "The token has expired; log in again.");
    }
    return claims.path("jti").textValue();
  }

  private String sign(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static JsonNode claims(String signed) {
    try {
      String payload = signed.substring(signed.indexOf('.') + 1);
      return Json.parse(Base64.getUrlDecoder().decode(payload));
    } catch (IOException impossible) {
      throw new IllegalStateException("a token that was signed here is not readable", impossible);
    }
  }

  private static String encode(JsonNode node) {
    return ENCODER.encodeToString(Json.bytes(node));
  }

  /** A token that was just made. */
  record Issued(String token, String id, Instant expiresAt) {

    /** The token must not reach a log. */
    @Override
    public String toString() {
      return "Issued[id=" + id + ", expiresAt=" + expiresAt + "]";
    }
  }
}
