// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;

/**
 * Lets only callers with a token through to gRPC services, and tells the service their role. Health
 * checks need none.
 */
@GlobalInterceptor
@ApplicationScoped
public class TokenInterceptor implements ServerInterceptor, Prioritized {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<Role> ROLE = Context.key("reprise-role");
  private static final String HEALTH = "grpc.health.v1.Health";

  private final Access access;

  TokenInterceptor(Access access) {
    this.access = access;
  }

  /** The role of the caller whose call is being handled on this thread. */
  public static Role callersRole() {
    var role = ROLE.get();
    return role == null ? Role.VIEWER : role;
  }

  /**
   * Refuses callers below a role.
   *
   * @param what what they asked for, as the subject of the message
   * @throws AppException of kind FORBIDDEN
   */
  public static void require(Role role, String what) {
    requireOf(callersRole(), role, what);
  }

  /** As {@link #require}, for a caller whose role is known from elsewhere. */
  public static void requireOf(Role callers, Role role, String what) {
    if (!callers.includes(role)) {
      throw new AppException(
          ErrorKind.FORBIDDEN,
          "ROLE_TOO_LOW",
          what + " needs the role " + role + ", and the token shown has " + callers + ".",
          "Use a token of that role.");
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    var role = access.roleOf(headers.get(AUTHORIZATION));
    if (role.isPresent()) {
      var context = Context.current().withValue(ROLE, role.get());
      return Contexts.interceptCall(context, call, headers, next);
    }
    call.close(
        Status.UNAUTHENTICATED.withDescription(
            "This service needs a token: send the metadata 'authorization: Bearer <reprise.token>'."),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }

  /** Before everything but Quarkus' own context handling: nothing is done for strangers. */
  @Override
  public int getPriority() {
    return 1_000;
  }
}
