// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.net;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Resolves names as the rest of the system does (hosts file, name service, the JDK's cache), but on
 * threads of its own: the system's resolver blocks, and an event loop must not.
 *
 * <p><b>Bounds:</b> four threads and 1 024 names waiting; more fail at once.
 */
public final class SystemNames extends AddressResolverGroup<InetSocketAddress> {

  private static final int THREADS = 4;
  private static final int WAITING = 1024;

  private final ThreadPoolExecutor workers;

  /** Threads are started when names come, and end when none have come for a while. */
  public SystemNames() {
    workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("names-", 0).factory());
    workers.allowCoreThreadTimeOut(true);
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
    return new OffLoop(loop, workers).asAddressResolver();
  }

  @Override
  public void close() {
    super.close();
    workers.shutdownNow();
  }

  private static final class OffLoop extends InetNameResolver {

    private final Executor workers;

    OffLoop(EventExecutor loop, Executor workers) {
      super(loop);
      this.workers = workers;
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) {
      offLoop(promise, () -> promise.setSuccess(InetAddress.getByName(name)));
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
      offLoop(promise, () -> promise.setSuccess(List.of(InetAddress.getAllByName(name))));
    }

    private void offLoop(Promise<?> promise, LookUp lookUp) {
      try {
        workers.execute(() -> {
          try {
            lookUp.run();
          } catch (UnknownHostException e) {
            promise.setFailure(e);
          }
        });
      } catch (RejectedExecutionException e) {
        promise.setFailure(e);
      }
    }
  }

  private interface LookUp {
    void run() throws UnknownHostException;
  }
}
