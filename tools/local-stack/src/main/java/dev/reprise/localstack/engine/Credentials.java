// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;

/** The one user's name and password, and whether a request has them. */
final class Credentials {

  private static final String BASIC = "Basic ";

  private final String user;
  private final String password;

  /**
   * @throws IllegalArgumentException if the password is empty: there is always one
   */
  Credentials(String user, String password) {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("The engine's password is empty");
    }
    this.user = user;
    this.password = password;
  }

  /**
   * Checks what a request brings: in the URL, in ClickHouse's headers, or as Basic authentication.
   *
   * @throws EngineError {@code AUTHENTICATION_FAILED}
   */
  void check(QueryRequest request) throws EngineError {
    Claim claim = claim(request);
    boolean isUser = same(user, claim.user());
    boolean isPassword = same(password, claim.password()); // compared whatever the user is
    if (!isUser || !isPassword) {
      throw EngineError.of(
          ErrorCode.AUTHENTICATION_FAILED,
          claim.user()
              + ": Authentication failed: password is incorrect, or there is no user with such"
              + " name.");
    }
  }

  private static Claim claim(QueryRequest request) {
    String authorization = request.headers().get("Authorization");
    if (request.fields().containsKey("user") || request.fields().containsKey("password")) {
      return new Claim(request.fields().getOrDefault("user", "default"), request.field("password"));
    }
    if (authorization != null && authorization.startsWith(BASIC)) {
      return basic(authorization.substring(BASIC.length()).strip());
    }
    String user = request.headers().get("X-ClickHouse-User");
    String key = request.headers().get("X-ClickHouse-Key");
    return new Claim(user == null ? "default" : user, key == null ? "" : key);
  }

  private static Claim basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? new Claim(pair, "")
          : new Claim(pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return new Claim("", ""); // not Base64: nobody
    }
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  private record Claim(String user, String password) {}
}
