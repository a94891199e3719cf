// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.context;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls that have one answer a limit of time, and says in our words what gRPC itself says of
 * a service that does not answer: which one, where, and what to do.
 *
 * @param service which one
 * @param address where it was called
 */
record ServiceCalls(Service service, String address) implements ClientInterceptor {

  private static final long LIMIT_SECONDS = 120;
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    var limited =
        method.getType() == MethodType.UNARY && options.getDeadline() == null
            ? options.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
            : options;
    return new SimpleForwardingClientCall<>(next.newCall(method, limited)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(new Explaining<>(listener, ServiceCalls.this), headers);
      }
    };
  }

  private static final class Explaining<A> extends SimpleForwardingClientCallListener<A> {

    private final ServiceCalls calls;

    Explaining(ClientCall.Listener<A> caller, ServiceCalls calls) {
      super(caller);
      this.calls = calls;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      var explained = trailers.containsKey(DETAILS) ? null : calls.explain(status);
      if (explained == null) {
        super.onClose(status, trailers);
        return;
      }
      var ours = ErrorMapper.toStatus(explained);
      var details = ours.getTrailers();
      if (details != null) {
        trailers.merge(details);
      }
      super.onClose(ours.getStatus().withCause(status.getCause()), trailers);
    }
  }

  /** Null for what the service itself has said, or the caller has done. */
  private @Nullable AppException explain(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE ->
          failure(
              ErrorKind.UPSTREAM,
              "SERVICE_UNREACHABLE",
              "cannot be reached at %s: %s.".formatted(address, reason(status)),
              "Start the local stack with 'reprise up' and look at it with 'reprise status', or set"
                  + " %s to where the service is.".formatted(service.variable()));
      case DEADLINE_EXCEEDED ->
          failure(
              ErrorKind.UPSTREAM,
              "SERVICE_SLOW",
              "at %s did not answer within %d s.".formatted(address, LIMIT_SECONDS),
              "Look at it with 'reprise status' and 'reprise logs %s'; ask for less, e.g. with --from."
                  .formatted(service.partName()));
      case UNAUTHENTICATED ->
          failure(
              ErrorKind.FORBIDDEN,
              "TOKEN_REFUSED",
              "at %s does not know who asks: %s".formatted(address, reason(status)),
              "Set REPRISE_API_KEY or name a file with --api-key-file; an admin makes a key with"
                  + " 'reprise key create'. For a local stack, name its directory with --home.");
      case UNIMPLEMENTED ->
          failure(
              ErrorKind.UPSTREAM,
              "SERVICE_OTHER_VERSION",
              "at %s does not know this call: it is of another version, or no service of Reprise."
                  .formatted(address),
              "Use the command line that came with it, or set %s to where the service is."
                  .formatted(service.variable()));
      default -> null;
    };
  }

  private AppException failure(ErrorKind kind, String code, String what, String remedy) {
    return new AppException(
        kind,
        code,
        "%s-service %s".formatted(service.partName(), what),
        remedy,
        Map.of("address", address),
        null);
  }

  private static String reason(Status status) {
    Throwable cause = status.getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    var words = cause == null ? status.getDescription() : cause.getMessage();
    return words == null || words.isBlank() ? "no connection" : words;
  }
}
