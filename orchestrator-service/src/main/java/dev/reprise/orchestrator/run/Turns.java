// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets works of the same name be done one after the other, in the order in which they were
 * subscribed to.
 *
 * <p><b>Threads:</b> safe; a work is subscribed to on its caller's thread, or on that on which the
 * one before it ended.
 */
final class Turns {

  private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /** The same work, once all before it have ended. */
  <T> Uni<T> next(String name, Uni<T> work) {
    return Uni.createFrom()
        .deferred(() -> {
          var mine = new CompletableFuture<Void>();
          var before = last.put(name, mine);
          CompletableFuture<Void> earlier =
              before == null ? CompletableFuture.completedFuture(null) : before;
          // A copy, since who is cancelled while he waits would cancel what he waits for.
          return Uni.createFrom()
              .completionStage(earlier.copy())
              .chain(() -> work)
              .onTermination()
              .invoke(() -> {
                var _ = earlier.thenRun(() -> end(name, mine));
              });
        });
  }

  private void end(String name, CompletableFuture<Void> mine) {
    last.remove(name, mine);
    mine.complete(null);
  }
}
