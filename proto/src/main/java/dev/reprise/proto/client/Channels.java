// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/**
 * Opens channels to the services.
 *
 * <p>Whoever opens a channel shuts it down. A channel connects when it is first used, and again
 * after a break; it stays usable as long as it is open.
 */
public final class Channels {

  /** The largest message between parts: two bodies of at most 10 MiB and what surrounds them. */
  public static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

  /**
   * In whose name a part of Reprise calls, as that is noted with what is done; of anybody else it
   * means nothing.
   */
  public static final Metadata.Key<String> ACTOR =
      Metadata.Key.of("reprise-actor", Metadata.ASCII_STRING_MARSHALLER);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final long KEEP_ALIVE_SECONDS = 30;

  private Channels() {}

  /**
   * Opens a channel in plain text.
   *
   * @param address {@code host:port}
   * @param token sent as {@code authorization: Bearer …} with each call; empty sends none
   * @throws IllegalArgumentException if the address is not of that form
   */
  public static ManagedChannel open(String address, String token) {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "a service's address looks like 'host:port', this does not: '" + address + "'");
    }
    var builder =
        ManagedChannelBuilder.forAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))
            .usePlaintext()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    return (token.isEmpty() ? builder : builder.intercept(new BearerToken(token))).build();
  }

  private record BearerToken(String token) implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(AUTHORIZATION, "Bearer " + token);
          super.start(listener, headers);
        }
      };
    }

    @Override
    public String toString() {
      return "bearer token";
    }
  }
}
