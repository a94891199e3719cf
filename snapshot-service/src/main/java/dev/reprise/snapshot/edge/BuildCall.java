// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import dev.reprise.snapshot.build.BuildProgress;
import dev.reprise.snapshot.build.BuildRunner;
import dev.reprise.snapshot.version.SnapshotVersion;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One call that builds a version: runs the build on a thread of its own, streams its progress, and
 * stops it when the client cancels.
 *
 * <p><b>Threads:</b> answers on the thread of the build; cancelled from the call's.
 */
final class BuildCall {

  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerCallStreamObserver<SnapshotProgress> answers;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private long lastNanos = System.nanoTime();
  private String lastStage = "";

  private BuildCall(ServerCallStreamObserver<SnapshotProgress> answers) {
    this.answers = answers;
  }

  /** Starts the build, or answers that too many are running. */
  static void start(
      BuildRunner runner,
      ServerCallStreamObserver<SnapshotProgress> answers,
      Function<BuildProgress, SnapshotVersion> build) {
    var call = new BuildCall(answers);
    // Reading from query-service is part of this call: it ends when the call is cancelled.
    var context = Context.current().withCancellation();
    answers.setOnCancelHandler(() -> {
      call.cancelled.set(true);
      context.cancel(null);
    });
    runner.start(() -> {
      context.run(() -> call.run(build));
      context.cancel(null);
    });
  }

  private void run(Function<BuildProgress, SnapshotVersion> build) {
    try {
      var version = build.apply(this::progress);
      answers.onNext(SnapshotMessages.done(version));
      answers.onCompleted();
    } catch (CancellationException _) {
      // The caller has gone; nobody waits for an answer.
    } catch (RuntimeException e) { // the edge of this call
      if (!cancelled.get()) {
        answers.onError(Failures.status(e));
      }
    }
  }

  /** Tells each new stage, and then so often that a bar moves. */
  private void progress(String stage, long done, long total) {
    if (cancelled.get() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the client has cancelled");
    }
    long now = System.nanoTime();
    boolean ended = done == total && total > 0;
    if (!stage.equals(lastStage) || ended || now - lastNanos >= QUIET_NANOS) {
      lastStage = stage;
      lastNanos = now;
      answers.onNext(SnapshotMessages.progress(stage, done, total));
    }
  }
}
