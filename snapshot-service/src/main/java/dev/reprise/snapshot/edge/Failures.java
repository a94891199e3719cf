// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Gives failures to observers so that the error interceptor sees their cause. */
final class Failures {

  private Failures() {}

  static StatusRuntimeException status(Throwable failure) {
    return failure instanceof StatusRuntimeException known
        ? known
        : Status.UNKNOWN.withCause(failure).asRuntimeException();
  }
}
