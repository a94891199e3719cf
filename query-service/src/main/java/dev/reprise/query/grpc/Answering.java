// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers one call from a thread that may block, no faster than the caller reads.
 *
 * <p>The classic stubs are used for this, since the reactive ones of the platform do not hand a
 * slow reader's backpressure on, and a selection may be larger than memory.
 *
 * <p><b>Threads:</b> the work runs on a thread of its own; gRPC's callbacks only wake it.
 */
final class Answering<T> {

  private static final long LOOK_AGAIN_MILLIS = 100;

  private final ServerCallStreamObserver<T> call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What answers. */
  interface Work<T> {
    void run(Answering<T> answer) throws InterruptedException;
  }

  private Answering(ServerCallStreamObserver<T> call) {
    this.call = call;
  }

  /** Runs the work; its exceptions become the call's status. */
  static <T> void on(Executor threads, StreamObserver<T> observer, Work<T> work) {
    var answer = new Answering<>((ServerCallStreamObserver<T>) observer);
    answer.call.setOnReadyHandler(answer::wake);
    answer.call.setOnCancelHandler(answer::wake);
    threads.execute(() -> answer.run(work));
  }

  private void run(Work<T> work) {
    try {
      work.run(this);
      if (!call.isCancelled()) {
        call.onCompleted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(e);
    } catch (RuntimeException e) { // the boundary: whatever it is, the caller must hear of it
      fail(e);
    }
  }

  private void fail(Exception e) {
    if (!call.isCancelled()) {
      call.onError(e);
    }
  }

  /** Sends one message once the caller has room for it; does nothing when it has gone. */
  void send(T message) throws InterruptedException {
    awaitRoom();
    if (!call.isCancelled()) {
      call.onNext(message);
    }
  }

  /** Whether the caller has gone. */
  boolean isOver() {
    return call.isCancelled();
  }

  private void awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (!call.isReady() && !call.isCancelled()) {
        // A wake-up between the look and the wait is not lost for longer than this.
        boolean _ = changed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
