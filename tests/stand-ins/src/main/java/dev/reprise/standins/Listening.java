// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import dev.reprise.proto.client.Channels;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A gRPC server on the loopback interface with one service. */
final class Listening implements AutoCloseable {

  private static final long STOP_SECONDS = 5;

  private final Server server;

  private Listening(Server server) {
    this.server = server;
  }

  /** Starts on any free port. */
  static Listening start(BindableService service) {
    try {
      return new Listening(
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .maxInboundMessageSize(Channels.MAX_MESSAGE_BYTES)
              .addService(service)
              .build()
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a server", e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Ends all streams as a killed process would. */
  @Override
  public void close() {
    try {
      var _ = server.shutdownNow().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
