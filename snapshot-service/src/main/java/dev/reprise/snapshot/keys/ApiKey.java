// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.keys;

import dev.reprise.kit.Caller;
import dev.reprise.kit.Role;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API key without its secret. Times are nanoseconds since the epoch, 0 for never.
 *
 * @param id names it
 * @param grant what it is for
 * @param createdNanos when it was made
 * @param createdBy who made it
 * @param revokedNanos when it was revoked
 * @param revokedBy who revoked it; empty while nobody has
 * @param lastUsedNanos about when it was last shown
 */
public record ApiKey(
    String id,
    Grant grant,
    long createdNanos,
    String createdBy,
    long revokedNanos,
    String revokedBy,
    long lastUsedNanos) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,62})");
  private static final Pattern SERVICE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final int MOST_SERVICES = 100;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /**
   * What a key is for.
   *
   * @param name for people
   * @param role what its holder may do
   * @param services the recorded services that it is limited to; none means all
   * @param expiresNanos when it ends
   */
  public record Grant(String name, Role role, List<String> services, long expiresNanos) {

    /** Copies the services. */
    public Grant {
      services = List.copyOf(services);
    }

    /**
     * Refuses what no key may be made of.
     *
     * @throws AppException of kind USER
     */
    public void require(Instant now) {
      if (!NAME.matcher(name).matches()) {
        throw refusal(
            "KEY_NAME_INVALID",
            "'%s' cannot be the name of an API key.".formatted(name),
            "Use lower-case letters, digits, '-' and '.', at most 63, a letter or digit first.");
      }
      if (!services.isEmpty() && role != Role.RECORDER) {
        throw refusal(
            "KEY_SERVICES_UNFIT",
            "API key '%s' cannot be limited to services: only one of the role recorder can."
                .formatted(name),
            "Leave the services out, or make it a recorder.");
      }
      if (services.size() > MOST_SERVICES
          || services.stream().anyMatch(service -> !SERVICE.matcher(service).matches())) {
        throw refusal(
            "KEY_SERVICES_INVALID",
            "API key '%s' names too many services, or one that cannot be.".formatted(name),
            "Name at most %d, each of 1 to 200 characters.".formatted(MOST_SERVICES));
      }
      if (expiresNanos != 0 && expiresNanos <= nanos(now)) {
        throw refusal(
            "KEY_EXPIRED_AT_BIRTH",
            "API key '%s' would have expired before it was made.".formatted(name),
            "Give a time to come, or none.");
      }
    }

    private static AppException refusal(String code, String message, String remedy) {
      return new AppException(ErrorKind.USER, code, message, remedy);
    }
  }

  /** Why it does not hold, as the end of the sentence "the API key …"; empty where it does. */
  public Optional<String> refusal(Instant now) {
    if (revokedNanos != 0) {
      return Optional.of("has been revoked");
    }
    boolean isOver = grant.expiresNanos() != 0 && grant.expiresNanos() <= nanos(now);
    return isOver ? Optional.of("has expired") : Optional.empty();
  }

  /** Its holder. */
  public Caller holder() {
    return Caller.ofKey(id, grant.name(), grant.role(), Set.copyOf(grant.services()));
  }

  /** A time as keys have it. */
  public static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
  }
}
