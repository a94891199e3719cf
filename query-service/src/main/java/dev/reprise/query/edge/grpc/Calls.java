// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Runs the work of calls on virtual threads, so that event loops never block. A caller that leaves
 * interrupts its work, and so ends its question in the warehouse.
 */
@ApplicationScoped
public class Calls {

  private final ExecutorService threads;

  Calls(@VirtualThreads ExecutorService threads) {
    this.threads = threads;
  }

  /** Work that sends many messages. */
  interface Streaming<M> {
    void run(Outlet<M> out) throws InterruptedException;
  }

  /** Answers with what the work gives. */
  <M> void answer(StreamObserver<M> caller, Supplier<M> work) {
    stream(caller, out -> out.send(work.get()));
  }

  /** Answers with the messages that the work sends. */
  <M> void stream(StreamObserver<M> caller, Streaming<M> work) {
    var call = (ServerCallStreamObserver<M>) caller;
    var out = new Outlet<>(call);
    var running = threads.submit(Context.current().wrap(() -> run(call, out, work)));
    call.setOnCancelHandler(() -> running.cancel(true));
    call.setOnReadyHandler(out::ready);
  }

  private static <M> void run(ServerCallStreamObserver<M> call, Outlet<M> out, Streaming<M> work) {
    try {
      work.run(out);
      call.onCompleted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller has left
    } catch (RuntimeException e) {
      // The edge: ErrorInterceptor makes the answer of it.
      if (!call.isCancelled()) {
        call.onError(e);
      }
    }
  }
}
