// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.map;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries an {@link AppException} over gRPC and gives it back whole on the other side: the status
 * by {@link ErrorKind}, the message as description, and code, remedy and details in a {@code
 * google.rpc.ErrorInfo}, which clients in any language can read.
 */
public final class ErrorMapper {

  private static final String DOMAIN = "reprise.dev";
  private static final String REMEDY = "remedy";
  private static final String KIND = "kind";
  private static final int RETRY_AFTER_SECONDS = 1;

  private ErrorMapper() {}

  /** What a gRPC server answers with. */
  public static StatusRuntimeException toStatus(AppException failure) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(failure.kind().grpcCode())
            .setMessage(String.valueOf(failure.getMessage()))
            .addDetails(Any.pack(facts(failure)));
    if (failure.kind().isRetryable()) {
      status.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_AFTER_SECONDS))
                  .build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  /**
   * What a gRPC client may tell its user. A failure that did not come from Reprise (no connection,
   * a deadline) becomes one with the code {@code GRPC_} and the status' name.
   */
  public static AppException fromStatus(Throwable failure) {
    var status = Status.fromThrowable(failure);
    return errorInfo(failure)
        .map(info -> known(status, info, failure))
        .orElseGet(() -> foreign(status, failure));
  }

  private static ErrorInfo facts(AppException failure) {
    return ErrorInfo.newBuilder()
        .setDomain(DOMAIN)
        .setReason(failure.code())
        .putAllMetadata(failure.details())
        .putMetadata(REMEDY, failure.remedy())
        .putMetadata(KIND, failure.kind().name())
        .build();
  }

  private static AppException known(Status status, ErrorInfo info, Throwable cause) {
    Map<String, String> details = new HashMap<>(info.getMetadataMap());
    var remedy = details.remove(REMEDY);
    var kind = kindNamed(details.remove(KIND)).orElseGet(() -> kindOf(status.getCode()));
    return new AppException(
        kind, info.getReason(), describe(status), remedy == null ? "" : remedy, details, cause);
  }

  private static AppException foreign(Status status, Throwable cause) {
    var remedy =
        status.getCode() == Status.Code.UNAVAILABLE
            ? "Check that the service runs and that its address is right."
            : "";
    return new AppException(
        kindOf(status.getCode()),
        "GRPC_" + status.getCode(),
        describe(status),
        remedy,
        Map.of(),
        cause);
  }

  private static String describe(Status status) {
    var description = status.getDescription();
    return description == null || description.isEmpty() ? status.getCode().name() : description;
  }

  private static Optional<ErrorInfo> errorInfo(Throwable failure) {
    var status = StatusProto.fromThrowable(failure);
    if (status == null) {
      return Optional.empty();
    }
    for (Any detail : status.getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        try {
          var info = detail.unpack(ErrorInfo.class);
          return info.getDomain().equals(DOMAIN) ? Optional.of(info) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
          return Optional.empty(); // a peer's malformed detail must not hide its status
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ErrorKind> kindNamed(@Nullable String name) {
    for (ErrorKind kind : ErrorKind.values()) {
      if (kind.name().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static ErrorKind kindOf(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> ErrorKind.USER;
      case PERMISSION_DENIED, UNAUTHENTICATED -> ErrorKind.FORBIDDEN;
      case NOT_FOUND -> ErrorKind.NOT_FOUND;
      case ALREADY_EXISTS, ABORTED -> ErrorKind.CONFLICT;
      case RESOURCE_EXHAUSTED -> ErrorKind.OVERLOAD;
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> ErrorKind.UPSTREAM;
      case OK, UNKNOWN, INTERNAL, UNIMPLEMENTED, DATA_LOSS -> ErrorKind.INTERNAL;
    };
  }
}
