// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers, or fails as a test wants it. */
final class Failing {

  private Optional<StatusRuntimeException> failure = Optional.empty();

  /** All calls fail so from now on. */
  void with(StatusRuntimeException status) {
    failure = Optional.of(status);
  }

  /** All calls fail so from now on. */
  void with(AppException reason) {
    with(ErrorMapper.toStatus(reason));
  }

  /** Whether it has failed the call. */
  boolean fail(StreamObserver<?> caller) {
    failure.ifPresent(caller::onError);
    return failure.isPresent();
  }

  /** Ends a call that has one answer. */
  <A> void answer(StreamObserver<A> caller, Supplier<A> answer) {
    if (fail(caller)) {
      return;
    }
    try {
      caller.onNext(answer.get());
      caller.onCompleted();
    } catch (StatusRuntimeException e) {
      caller.onError(e);
    }
  }

  static StatusRuntimeException forbidden(String message) {
    return ErrorMapper.toStatus(
        new AppException(
            ErrorKind.FORBIDDEN, "ROLE_TOO_LOW", message, "Use a token of that role."));
  }

  static StatusRuntimeException notFound(String code, String message) {
    return ErrorMapper.toStatus(
        new AppException(ErrorKind.NOT_FOUND, code, message, "List what there is."));
  }
}
