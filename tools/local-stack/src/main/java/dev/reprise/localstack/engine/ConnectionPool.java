// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A bounded number of connections that requests take turns on.
 *
 * <p><b>Bounds:</b> at most {@code size} connections; whoever finds none free waits, at most {@code
 * patience} and together with at most {@code waiting} others, and is then refused as a busy server
 * refuses.
 *
 * <p><b>Threads:</b> thread-safe; {@link #take} blocks.
 */
final class ConnectionPool implements AutoCloseable {

  private final String name;
  private final Limits limits;
  private final Supplier<PooledConnection> opener;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<PooledConnection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  ConnectionPool(String name, Limits limits, Supplier<PooledConnection> opener) {
    this.name = name;
    this.limits = limits;
    this.opener = opener;
    this.free = new Semaphore(limits.size(), true);
  }

  /**
   * Takes a connection, which must be given back.
   *
   * @throws EngineError {@code TOO_MANY_SIMULTANEOUS_QUERIES} if the bounds are reached
   */
  PooledConnection take() throws EngineError {
    if (free.getQueueLength() >= limits.waiting() || !waitForOne()) {
      throw EngineError.of(
          ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES,
          "All %d connections for %s are in use. Try again later".formatted(limits.size(), name));
    }
    try {
      PooledConnection connection = idle.pollLast(); // the one with the warmest settings
      return connection == null ? opener.get() : connection;
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
  }

  private boolean waitForOne() {
    try {
      return !closed.get() && free.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Gives a connection back.
   *
   * @param clean whether its last statement succeeded; otherwise it is closed, and the next taker
   *     gets a new one
   */
  void giveBack(PooledConnection connection, boolean clean) {
    try {
      if (clean && !closed.get()) {
        idle.addLast(connection);
      } else {
        connection.close();
      }
    } finally {
      free.release();
    }
  }

  /** Closes what is idle, now, and what is in use when it comes back. */
  @Override
  public void close() {
    closed.set(true);
    PooledConnection connection = idle.pollLast();
    while (connection != null) {
      connection.close();
      connection = idle.pollLast();
    }
  }

  /** The bounds of a pool. */
  record Limits(int size, int waiting, Duration patience) {}
}
