// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The streams that holders of API keys have open. They may last for days, so that the keys are
 * looked at again and again, and a stream whose key has been revoked or has expired is ended.
 *
 * <p><b>Threads:</b> any.
 */
@ApplicationScoped
class OpenCalls {

  private static final long EVERY_MILLIS = 2_000;

  private final Callers callers;
  private final Vertx vertx;
  private final Set<Revocable<?, ?>> open = ConcurrentHashMap.newKeySet();

  OpenCalls(Callers callers, Vertx vertx) {
    this.callers = callers;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    vertx.setPeriodic(EVERY_MILLIS, _ -> open.forEach(this::lookAgain));
  }

  private void lookAgain(Revocable<?, ?> call) {
    callers
        .identify(call.authorization)
        .subscribe()
        .with(identity -> {
          // What cannot be told now is not held against a call that was let in.
          if (identity instanceof Identity.Stranger(var reason)) {
            call.end(reason);
          }
        });
  }

  /** A call that ends when its caller is no longer let in. */
  <Q, A> Revocable<Q, A> watch(ServerCall<Q, A> call, @Nullable String authorization) {
    var revocable = new Revocable<>(call, authorization, open);
    open.add(revocable);
    return revocable;
  }

  /** A call that the service cannot touch any more once it was ended here. */
  static final class Revocable<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final @Nullable String authorization;
    private final Set<Revocable<?, ?>> open;
    private ServerCall.@Nullable Listener<Q> listener; // null until the service listens
    private boolean isOver;

    private Revocable(
        ServerCall<Q, A> call, @Nullable String authorization, Set<Revocable<?, ?>> open) {
      super(call);
      this.authorization = authorization;
      this.open = open;
    }

    /** The service's listener, which learns of the end as if the caller had left. */
    synchronized ServerCall.Listener<Q> listening(ServerCall.Listener<Q> service) {
      var watched =
          new SimpleForwardingServerCallListener<Q>(service) {
            @Override
            public void onCancel() {
              open.remove(Revocable.this);
              super.onCancel();
            }

            @Override
            public void onComplete() {
              open.remove(Revocable.this);
              super.onComplete();
            }
          };
      listener = watched;
      return watched;
    }

    private void end(String reason) {
      ServerCall.Listener<Q> told;
      synchronized (this) {
        if (isOver) {
          return;
        }
        isOver = true;
        told = listener;
        super.close(Status.UNAUTHENTICATED.withDescription(reason), new Metadata());
      }
      open.remove(this);
      if (told != null) {
        told.onCancel();
      }
    }

    @Override
    public synchronized void sendMessage(A message) {
      if (!isOver) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata trailers) {
      if (!isOver) {
        isOver = true;
        open.remove(this);
        super.close(status, trailers);
      }
    }
  }
}
