// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import java.util.Optional;
import java.util.Set;

/**
 * Who asks for something, once that is proved.
 *
 * @param name as it is noted with what the caller does, e.g. {@code key:ci/1a2b3c4d5e6f}
 * @param role what the caller may do
 * @param services the recorded services that it is limited to; empty means all
 * @param keyId the API key that was shown, where it was one
 * @param isPart whether it is a part of Reprise, which may speak in another caller's name
 */
public record Caller(
    String name, Role role, Set<String> services, Optional<String> keyId, boolean isPart) {

  /** Whoever calls a service that asks for nothing, which listens on loopback only. */
  static final Caller ANYONE = new Caller("anyone", Role.ADMIN, Set.of(), Optional.empty(), true);

  /** Copies the services. */
  public Caller {
    services = Set.copyOf(services);
  }

  /** The holder of an API key. */
  public static Caller ofKey(String id, String name, Role role, Set<String> services) {
    return new Caller("key:%s/%s".formatted(name, id), role, services, Optional.of(id), false);
  }

  /** The same rights, in another's name. */
  Caller inTheNameOf(String other) {
    return new Caller(other, role, services, keyId, isPart);
  }

  /** Whether pairs of a recorded service are the caller's affair. */
  public boolean mayTouch(String service) {
    return services.isEmpty() || services.contains(service);
  }
}
