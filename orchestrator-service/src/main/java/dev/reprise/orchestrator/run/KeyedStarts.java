// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.meta.ReplayStore.Started;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.orchestrator.replay.StartKey;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Starts one replay for each idempotency key, however often and from however many sides it is asked
 * for. What was refused has used no key up.
 *
 * <p><b>Threads:</b> any; the work is done on a context of its own, and ends even if the caller
 * leaves.
 */
@ApplicationScoped
public class KeyedStarts {

  private final Vertx vertx;
  private final ReplayRuns runs;
  private final ReplayStore store;
  private final Turns turns = new Turns();

  KeyedStarts(Vertx vertx, ReplayRuns runs, ReplayStore store) {
    this.vertx = vertx;
    this.runs = runs;
    this.store = store;
  }

  /**
   * Starts a replay, or gives the one that the key has started.
   *
   * @return as {@link ReplayRuns#start(ReplayRequest, Optional)}; fails with {@code
   *     IDEMPOTENCY_KEY_TAKEN} where the key has started another replay than is asked for
   */
  public Uni<ReplayInfo> start(ReplayRequest asked, StartKey key) {
    var work =
        known(key)
            .chain(known ->
                known.isPresent()
                    ? Uni.createFrom().item(known.get())
                    : runs.start(asked, Optional.of(key)))
            .onFailure(StartedElsewhereException.class)
            .recoverWithUni(() -> known(key).map(Optional::orElseThrow));
    return turns.next(key.key(), Contexts.run(vertx, work));
  }

  // What the key has started, as it is now.
  private Uni<Optional<ReplayInfo>> known(StartKey key) {
    return Uni.createFrom()
        .deferred(() -> store.startedBy(key.key()))
        .chain(found ->
            found.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : runs.get(same(found.get(), key).replayId()).map(Optional::of));
  }

  private static Started same(Started started, StartKey key) {
    if (!started.requestHash().equals(key.requestHash())) {
      throw new AppException(
          ErrorKind.CONFLICT,
          "IDEMPOTENCY_KEY_TAKEN",
          "No replay was started: the idempotency key '%s' has started replay '%s', which was asked for in another way; a key stands for one request."
              .formatted(key.key(), started.replayId()),
          "Use a new key for each replay, and the same one only to ask again for the same.");
    }
    return started;
  }
}
