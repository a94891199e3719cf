// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Gives failures to observers so that the error interceptor sees their cause. */
final class Failures {

  private Failures() {}

  /** Runs the body of a call; what it throws is the call's answer. */
  static void answering(StreamObserver<?> answer, Runnable body) {
    try {
      body.run();
    } catch (RuntimeException e) { // the edge of this call
      answer.onError(status(e));
    }
  }

  /** Answers with what the work gives, once. */
  static <T> void answer(StreamObserver<T> answer, Supplier<Uni<T>> work) {
    answering(
        answer,
        () ->
            work.get()
                .subscribe()
                .with(
                    item -> {
                      answer.onNext(item);
                      answer.onCompleted();
                    },
                    failure -> answer.onError(status(failure))));
  }

  static StatusRuntimeException status(Throwable failure) {
    return failure instanceof StatusRuntimeException known
        ? known
        : Status.UNKNOWN.withCause(failure).asRuntimeException();
  }
}
