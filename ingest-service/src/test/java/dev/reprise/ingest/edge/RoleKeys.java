// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import dev.reprise.kit.Caller;
import dev.reprise.kit.KeyChecks;
import dev.reprise.kit.KeyText;
import dev.reprise.kit.Role;
import io.quarkus.test.Mock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A key of each role, and one of a recorder that is for one service only, in the place of the
 * service that keeps them.
 */
@Mock
@ApplicationScoped
class RoleKeys implements KeyChecks {

  static final String LIMITED_TO = "shop";

  private final KeyText limited = KeyText.random(new SecureRandom());
  private final Map<Role, KeyText> keys = new EnumMap<>(Role.class);

  RoleKeys() {
    var random = new SecureRandom();
    for (Role role : Role.values()) {
      keys.put(role, KeyText.random(random));
    }
  }

  String of(Role role) {
    return Objects.requireNonNull(keys.get(role)).text();
  }

  String limited() {
    return limited.text();
  }

  @Override
  public Uni<Verdict> check(Shown key) {
    return Uni.createFrom().item(() -> verdict(key));
  }

  private Verdict verdict(Shown key) {
    if (key.id().equals(limited.id())) {
      return new Verdict.Holds(
          Caller.ofKey(key.id(), "limited", Role.RECORDER, Set.of(LIMITED_TO)));
    }
    for (var entry : keys.entrySet()) {
      if (key.id().equals(entry.getValue().id())
          && (key.isBySession() || key.proof().equals(entry.getValue().digest()))) {
        return new Verdict.Holds(Caller.ofKey(key.id(), "test", entry.getKey(), Set.of()));
      }
    }
    return new Verdict.Refused("is not known");
  }
}
