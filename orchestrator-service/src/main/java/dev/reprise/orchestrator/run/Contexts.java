// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Makes Vert.x contexts that nothing else shares; the store's session hangs on the context. */
final class Contexts {

  private Contexts() {}

  /** A context with state of its own, on which Hibernate Reactive may be used. */
  static Context fresh(Vertx vertx) {
    Context context =
        requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
    VertxContextSafetyToggle.setContextSafe(context, true);
    return context;
  }

  /** The same work, done on a context of its own, and to its end even if the caller leaves. */
  static <T> Uni<T> run(Vertx vertx, Uni<T> work) {
    return Uni.createFrom()
        .emitter(done ->
            fresh(vertx).runOnContext(_ -> work.subscribe().with(done::complete, done::fail)));
  }
}
