// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Codes that let a browser in once, so that a link never has to hold a token: whoever has shown one
 * gets a code, the browser brings it back and gets a session.
 *
 * <p><b>Bounds:</b> {@value #MOST} codes wait to be used; a further one makes the oldest worthless.
 *
 * <p><b>Threads:</b> any.
 */
@ApplicationScoped
public class SignIns {

  /** How long a code may be used. */
  public static final Duration LIFE = Duration.ofMinutes(5);

  static final int MOST = 64;

  private static final int CODE_BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Clock clock;

  private record Waiting(Caller caller, Instant until) {}

  /** A code and when it ends. */
  public record Code(String text, Instant until) {}

  SignIns() {
    this(Clock.systemUTC());
  }

  SignIns(Clock clock) {
    this.clock = clock;
  }

  /** A new code for a browser of this caller. */
  public synchronized Code issue(Caller caller) {
    byte[] secret = new byte[CODE_BYTES];
    random.nextBytes(secret);
    var code =
        new Code(
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
            clock.instant().plus(LIFE));
    if (waiting.size() == MOST) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    waiting.put(code.text(), new Waiting(caller, code.until()));
    return code;
  }

  /** Whom a code stands for; empty when it was used, is over, or was never given. */
  synchronized Optional<Caller> redeem(String code) {
    return Optional.ofNullable(waiting.remove(code))
        .filter(found -> clock.instant().isBefore(found.until()))
        .map(Waiting::caller);
  }
}
