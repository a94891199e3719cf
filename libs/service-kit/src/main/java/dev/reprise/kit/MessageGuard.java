// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Answers a message whose bytes cannot be read. The platform's server swallows what its decoder
 * throws, so that the caller of a stream waits for ever.
 *
 * <p>It stands around a gRPC service, which hands it over in {@code bindService}.
 */
public final class MessageGuard {

  private MessageGuard() {}

  /** The same service, which refuses such a message with {@code INVALID_ARGUMENT}. */
  public static ServerServiceDefinition around(ServerServiceDefinition service) {
    var methods = new ArrayList<ServerMethodDefinition<?, ?>>();
    service.getMethods().forEach(method -> methods.add(guarded(method)));
    var described = service.getServiceDescriptor();
    var descriptor =
        ServiceDescriptor.newBuilder(described.getName())
            .setSchemaDescriptor(described.getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    var all = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(all::addMethod);
    return all.build();
  }

  private static <Q, A> ServerMethodDefinition<Q, A> guarded(ServerMethodDefinition<Q, A> method) {
    var descriptor = method.getMethodDescriptor();
    var lenient =
        descriptor.toBuilder(
                new Lenient<>(descriptor.getRequestMarshaller()),
                descriptor.getResponseMarshaller())
            .build();
    return ServerMethodDefinition.create(lenient, new Guarded<>(method.getServerCallHandler()));
  }

  /** Reads null where there is nothing to read: its interface knows no better. */
  private record Lenient<M>(MethodDescriptor.Marshaller<M> strict)
      implements MethodDescriptor.Marshaller<M> {

    @Override
    public InputStream stream(M value) {
      return strict.stream(value);
    }

    @Override
    @SuppressWarnings("NullAway") // see above
    public M parse(InputStream stream) {
      try {
        return strict.parse(stream);
      } catch (StatusRuntimeException malformed) {
        return null;
      }
    }
  }

  private record Guarded<Q, A>(ServerCallHandler<Q, A> handler) implements ServerCallHandler<Q, A> {
    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, A> call, Metadata headers) {
      var guarded = new GuardedCall<>(call);
      return new GuardedListener<>(guarded, handler.startCall(guarded, headers));
    }
  }

  /** A call that the service cannot touch any more once it was refused. */
  private static final class GuardedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private volatile boolean refused;

    GuardedCall(ServerCall<Q, A> delegate) {
      super(delegate);
    }

    void refuse() {
      refused = true;
      var reason =
          new AppException(
              ErrorKind.USER,
              "MESSAGE_MALFORMED",
              "A message to %s cannot be read: it is not the protobuf message of that method."
                  .formatted(getMethodDescriptor().getFullMethodName()),
              "Send messages made by the published .proto files, without a change on the way.");
      super.close(
          Status.INVALID_ARGUMENT.withDescription(reason.getMessage()).withCause(reason),
          new Metadata());
    }

    @Override
    public void sendMessage(A message) {
      if (!refused) {
        super.sendMessage(message);
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!refused) {
        super.close(status, trailers);
      }
    }
  }

  private static final class GuardedListener<Q, A> extends SimpleForwardingServerCallListener<Q> {

    private final GuardedCall<Q, A> call;
    private boolean refused; // messages come one at a time

    GuardedListener(GuardedCall<Q, A> call, ServerCall.Listener<Q> delegate) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(@Nullable Q message) {
      if (refused) {
        return;
      }
      if (message == null) {
        refused = true;
        call.refuse();
        delegate().onCancel(); // it need not wait for more
      } else {
        super.onMessage(message);
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }
  }
}
