// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.forward;

import dev.reprise.kit.Caller;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceBlockingStub;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds of snapshots that people have asked for here and follow.
 *
 * <p><b>Bounds:</b> {@value #MOST} builds are known; of those that have ended the oldest are
 * forgotten first, and while so many run a further one is refused.
 *
 * <p><b>Threads:</b> any; a build is read on a virtual thread of its own.
 */
@ApplicationScoped
public class Builds {

  static final int MOST = 64;

  private static final Duration LOOK_EVERY = Duration.ofMillis(150);

  private final Others others;
  private final ExecutorService threads;
  private final Map<String, Build> known = new LinkedHashMap<>();

  Builds(Others others, @VirtualThreads ExecutorService threads) {
    this.others = others;
    this.threads = threads;
  }

  /**
   * How far a build has come.
   *
   * @param progress the last that snapshot-service said
   * @param failure why there will be no snapshot; null while there may be
   * @param isOver whether nothing more will come
   */
  public record State(SnapshotProgress progress, @Nullable AppException failure, boolean isOver) {

    /** Why there will be no snapshot. */
    public Optional<AppException> whyNot() {
      return Optional.ofNullable(failure);
    }
  }

  private static final class Build {

    private final CancellableContext context = Context.current().fork().withCancellation();
    private volatile State state = new State(SnapshotProgress.getDefaultInstance(), null, false);
  }

  /**
   * Starts a build.
   *
   * @param caller in whose name
   * @return its id
   */
  public String start(
      Caller caller, Function<SnapshotServiceBlockingStub, Iterator<SnapshotProgress>> call) {
    var build = new Build();
    var id = UUID.randomUUID().toString();
    remember(id, build);
    var stub = others.building(caller);
    threads.execute(build.context.wrap(() -> run(build, () -> call.apply(stub))));
    return id;
  }

  private synchronized void remember(String id, Build build) {
    var each = known.values().iterator();
    while (known.size() >= MOST && each.hasNext()) {
      if (each.next().state.isOver()) {
        each.remove();
      }
    }
    if (known.size() >= MOST) {
      throw new AppException(
          ErrorKind.OVERLOAD,
          "BUILDS_BUSY",
          "There are already " + MOST + " builds that people follow here.",
          "Wait until one has ended, or cancel one.");
    }
    known.put(id, build);
  }

  private static void run(Build build, Supplier<Iterator<SnapshotProgress>> call) {
    try {
      var messages = call.get();
      while (messages.hasNext()) {
        build.state = new State(messages.next(), null, false);
      }
      build.state = new State(build.state.progress(), null, true);
    } catch (StatusRuntimeException e) {
      build.state = new State(build.state.progress(), Others.failure(Others.SNAPSHOTS, e), true);
    } finally {
      build.context.cancel(null);
    }
  }

  /** Takes a build back; nothing is left of it. Does nothing once it is over. */
  public void cancel(String id) {
    build(id).context.cancel(null);
  }

  /** The present state at once, then every change that is seen; ends with the build. */
  public Multi<State> follow(String id) {
    var build = build(id);
    return Multi.createFrom()
        .ticks()
        .every(LOOK_EVERY)
        .onOverflow()
        .drop()
        .map(_ -> build.state)
        .skip()
        .repetitions()
        .select()
        .first(state -> !state.isOver())
        .onCompletion()
        .continueWith(() -> java.util.List.of(build.state));
  }

  private synchronized Build build(String id) {
    var build = known.get(id);
    if (build == null) {
      throw new AppException(
          ErrorKind.NOT_FOUND,
          "BUILD_UNKNOWN",
          "There is no build '" + id + "' here.",
          "It may have ended long ago: look among the snapshots.");
    }
    return build;
  }
}
