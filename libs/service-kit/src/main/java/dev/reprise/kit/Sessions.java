// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser keeps instead of a token: a role and an end, signed with the token of that role.
 * Nothing is remembered here, so sessions outlive a restart and hold at every replica; another
 * token ends all that were signed with the one before.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Sessions {

  /** How long one holds. */
  static final Duration LIFE = Duration.ofDays(7);

  private static final String ALGORITHM = "HmacSHA256";

  private final Access access;
  private final Clock clock;

  Sessions(Access access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /** A session that begins now; empty where the role has no token to sign with. */
  Optional<String> begin(Role role) {
    var facts = role.name() + "." + clock.instant().plus(LIFE).getEpochSecond();
    return access.tokenOf(role).map(token -> facts + "." + signature(facts, token));
  }

  /** The role of a session; empty when it is over or not ours. */
  Optional<Role> roleOf(String session) {
    var parts = session.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    return role(parts[0])
        .filter(role -> isSigned(parts, role))
        .filter(_ -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1]))));
  }

  private boolean isSigned(String[] parts, Role role) {
    return access
        .tokenOf(role)
        .map(token -> signature(parts[0] + "." + parts[1], token))
        .filter(signature -> MessageDigest.isEqual(bytes(signature), bytes(parts[2])))
        .isPresent();
  }

  private static Optional<Role> role(String name) {
    for (Role role : Role.values()) {
      if (role.name().equals(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static String signature(String facts, byte[] token) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token, ALGORITHM));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(bytes("session " + facts)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
