// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a gRPC answer is made of a failure. An {@link AppException} keeps its status,
 * message, code, remedy and details; what nobody foresaw is logged here once under an id, and the
 * caller sees the id and nothing of the inside.
 *
 * <p>It works where a call is closed, so it sees failures of every kind of service method: returned
 * as a Mutiny failure, thrown, or given to an observer.
 */
@GlobalInterceptor
@ApplicationScoped
public class ErrorInterceptor implements ServerInterceptor {

  private static final Logger LOG = Logger.getLogger(ErrorInterceptor.class);
  // How Quarkus describes an IllegalArgumentException, with which mappers refuse messages.
  private static final String REFUSED = IllegalArgumentException.class.getName() + " - ";

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return next.startCall(new TranslatingCall<>(call), headers);
  }

  private static final class TranslatingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    TranslatingCall(ServerCall<Q, A> delegate) {
      super(delegate);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      var method = getMethodDescriptor().getFullMethodName();
      var translated = status.isOk() ? null : translate(status, method);
      if (translated == null) {
        super.close(status, trailers);
        return;
      }
      var details = translated.getTrailers();
      if (details != null) {
        trailers.merge(details);
      }
      super.close(translated.getStatus(), trailers);
    }
  }

  /** The answer to a failure, or null where the status says it already. */
  static @Nullable StatusRuntimeException translate(Status status, String method) {
    var failure = appException(status.getCause());
    if (failure != null) {
      if (failure.kind() == ErrorKind.INTERNAL || failure.kind() == ErrorKind.UPSTREAM) {
        LOG.warnf(failure, "A call failed: method=%s error=%s", method, failure.code());
      }
      return ErrorMapper.toStatus(failure);
    }
    var description = status.getDescription();
    if (status.getCode() == Status.Code.INVALID_ARGUMENT
        && description != null
        && description.startsWith(REFUSED)) {
      return ErrorMapper.toStatus(
          new AppException(
              ErrorKind.USER,
              "MESSAGE_INVALID",
              description.substring(REFUSED.length()),
              "Send a message that keeps the rule."));
    }
    return status.getCode() == Status.Code.UNKNOWN ? unforeseen(status, method) : null;
  }

  private static StatusRuntimeException unforeseen(Status status, String method) {
    var id = UUID.randomUUID().toString();
    LOG.errorf(status.getCause(), "A call failed unforeseen: method=%s error=%s", method, id);
    return ErrorMapper.toStatus(
        new AppException(
            ErrorKind.INTERNAL,
            "INTERNAL",
            "The service could not finish this call; its log has the reason under " + id + ".",
            "Look there, and report it as a defect."));
  }

  private static @Nullable AppException appException(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AppException found) {
        return found;
      }
    }
    return null;
  }
}
