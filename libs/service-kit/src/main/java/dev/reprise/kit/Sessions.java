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
 * What a browser keeps instead of a token or a key: who it stands for and an end, signed. For the
 * holder of a token that is the role, signed with the token of that role; for the holder of an API
 * key it is the key's id, signed with the token of the parts, and the key is looked up at each use.
 * Nothing is remembered here, so sessions outlive a restart and hold at every replica; another
 * token ends all that were signed with the one before.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Sessions {

  /** How long one holds. */
  static final Duration LIFE = Duration.ofDays(7);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String KEY = "key-";

  private final Access access;
  private final Clock clock;

  /** Who a session stands for. */
  sealed interface Holder {

    /** The holder of a role's token. */
    record OfToken(Role role) implements Holder {}

    /** The holder of an API key, should that still hold. */
    record OfKey(String id) implements Holder {}

    /** Nobody: it is over, or not ours. */
    record Nobody() implements Holder {}
  }

  Sessions(Access access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /** A session that begins now; empty where there is no token to sign with. */
  Optional<String> begin(Caller caller) {
    var subject = caller.keyId().map(id -> KEY + id).orElseGet(() -> caller.role().name());
    var facts = subject + "." + clock.instant().plus(LIFE).getEpochSecond();
    return signingToken(subject).map(token -> facts + "." + signature(facts, token));
  }

  /** Who a session stands for now. */
  Holder read(String session) {
    var parts = session.split("\\.", -1);
    if (parts.length != 3 || !isSigned(parts) || isOver(parts[1])) {
      return new Holder.Nobody();
    }
    return parts[0].startsWith(KEY)
        ? new Holder.OfKey(parts[0].substring(KEY.length()))
        : role(parts[0]).<Holder>map(Holder.OfToken::new).orElseGet(Holder.Nobody::new);
  }

  // Only after the signature was found right, so it is a number.
  private boolean isOver(String end) {
    return !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(end)));
  }

  private boolean isSigned(String[] parts) {
    return signingToken(parts[0])
        .map(token -> signature(parts[0] + "." + parts[1], token))
        .filter(signature -> MessageDigest.isEqual(bytes(signature), bytes(parts[2])))
        .isPresent();
  }

  private Optional<byte[]> signingToken(String subject) {
    return subject.startsWith(KEY)
        ? access.tokenOf(Role.ADMIN)
        : role(subject).flatMap(access::tokenOf);
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
