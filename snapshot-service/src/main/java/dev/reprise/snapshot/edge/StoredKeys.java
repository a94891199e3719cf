// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import static java.util.Objects.requireNonNull;

import dev.reprise.kit.KeyChecks;
import dev.reprise.snapshot.meta.KeyCatalog;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Looks into this service's own tables for its own callers.
 *
 * <p><b>Threads:</b> may be called on any; each look has a Vert.x context of its own, since
 * Hibernate Reactive keeps its session there, and emits on it.
 */
@ApplicationScoped
class StoredKeys implements KeyChecks {

  private final KeyCatalog catalog;
  private final Vertx vertx;

  StoredKeys(KeyCatalog catalog, Vertx vertx) {
    this.catalog = catalog;
    this.vertx = vertx;
  }

  @Override
  public Uni<Verdict> check(Shown key) {
    return Uni.createFrom()
        .emitter(answer -> {
          var own =
              requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
          VertxContextSafetyToggle.setContextSafe(own, true);
          own.runOnContext(_ ->
              catalog
                  .check(key)
                  .map(StoredKeys::verdict)
                  .subscribe()
                  .with(answer::complete, answer::fail));
        });
  }

  private static Verdict verdict(KeyCatalog.Answer answer) {
    return switch (answer) {
      case KeyCatalog.Answer.Holds(var key) -> new Verdict.Holds(key.holder());
      case KeyCatalog.Answer.Refused(var reason) -> new Verdict.Refused(reason);
    };
  }
}
