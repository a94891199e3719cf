// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends messages no faster than the caller takes them: a stream of millions of pairs then needs no
 * more memory than one of ten.
 *
 * <p><b>Threads:</b> {@link #send} and {@link #pause} from the one thread that works; {@link
 * #ready} from any.
 */
final class Outlet<M> {

  // Readiness is told by an event; this bounds the wait should one be lost.
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final ServerCallStreamObserver<M> call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  Outlet(ServerCallStreamObserver<M> call) {
    this.call = call;
  }

  /** Waits until the caller can take a message, and sends it. */
  void send(M message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!call.isReady()) {
        if (call.isCancelled()) {
          throw new InterruptedException("the caller has left");
        }
        changed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
    call.onNext(message);
  }

  /** Waits; ends early, by the exception, when the caller leaves. */
  void pause(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lockInterruptibly();
    try {
      while (left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    if (call.isCancelled()) {
      throw new InterruptedException("the caller has left");
    }
  }

  /** The caller may have become able to take more. */
  void ready() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
