// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import java.util.Objects;

/**
 * Lets only callers through to gRPC methods who may call them, by the table of {@link Permissions},
 * and tells the method who calls. Health checks and reflection are open.
 *
 * <p>It runs after {@link EdgeGuard}, which has found out who calls: API keys are asked for
 * elsewhere, and an interceptor cannot wait.
 */
@GlobalInterceptor
@ApplicationScoped
public class CallGuard implements ServerInterceptor, Prioritized {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<Caller> CALLER = Context.key("reprise-caller");

  private final Callers callers;
  private final OpenCalls openCalls;

  CallGuard(Callers callers, OpenCalls openCalls) {
    this.callers = callers;
    this.openCalls = openCalls;
  }

  /** Who made the call that is being handled on this thread. */
  public static Caller caller() {
    return Objects.requireNonNull(CALLER.get(), "only a call that was let in has a caller");
  }

  /**
   * Refuses the caller of this thread where more is asked of an operation than of its plain form.
   *
   * @throws AppException of kind FORBIDDEN
   */
  public static void require(String operation) {
    Permissions.require(caller(), operation);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var method = call.getMethodDescriptor();
    if (Permissions.isOpen(Objects.requireNonNullElse(method.getServiceName(), ""))) {
      return next.startCall(call, headers);
    }
    var authorization = headers.get(AUTHORIZATION);
    return switch (callers.recall(authorization)) {
      case Identity.Known(var caller) -> admit(caller, call, headers, next);
      case Identity.Stranger(var reason) ->
          refuse(
              call,
              Status.UNAUTHENTICATED.withDescription(
                  method.getFullMethodName()
                      + " needs to know who calls. "
                      + reason
                      + " Send the metadata 'authorization: Bearer KEY' with an API key or a"
                      + " token."));
      case Identity.Untold(var reason) ->
          refuse(call, Status.UNAVAILABLE.withDescription(reason + " Try again."));
    };
  }

  private <Q, A> ServerCall.Listener<Q> admit(
      Caller caller, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      Permissions.require(caller, call.getMethodDescriptor().getFullMethodName());
    } catch (AppException refused) {
      var status = ErrorMapper.toStatus(refused);
      call.close(
          status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
      return new ServerCall.Listener<>() {};
    }
    var onBehalfOf = headers.get(Channels.ACTOR);
    var acting = caller.isPart() && onBehalfOf != null ? caller.inTheNameOf(onBehalfOf) : caller;
    var context = Context.current().withValue(CALLER, acting);
    if (caller.keyId().isEmpty() || call.getMethodDescriptor().getType() == MethodType.UNARY) {
      return Contexts.interceptCall(context, call, headers, next);
    }
    var revocable = openCalls.watch(call, headers.get(AUTHORIZATION));
    return revocable.listening(Contexts.interceptCall(context, revocable, headers, next));
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  /** Before everything but Quarkus' own context handling: nothing is done for strangers. */
  @Override
  public int getPriority() {
    return 1_000;
  }
}
