// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import com.sun.net.httpserver.HttpServer;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who ask whether the proxy is ready, as a kubelet does: it is, for as long as this
 * is open.
 */
final class HealthDoor implements AutoCloseable {

  private static final int BACKLOG = 16;
  private static final int OK = 200;
  private static final int NO_BODY = -1;

  private final @Nullable HttpServer server; // null where nobody asks

  private HealthDoor(@Nullable HttpServer server) {
    this.server = server;
  }

  /**
   * Opens it, if there is a port for it.
   *
   * @throws AppException if the port is taken
   */
  static HealthDoor open(String address, Optional<Integer> port) {
    if (port.isEmpty()) {
      return new HealthDoor(null);
    }
    try {
      var server = HttpServer.create(new InetSocketAddress(address, port.get()), BACKLOG);
      server.createContext(
          "/ready",
          exchange -> {
            try (exchange) {
              exchange.sendResponseHeaders(OK, NO_BODY);
            }
          });
      server.start();
      return new HealthDoor(server);
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "PORT_UNAVAILABLE",
          "The proxy cannot tell of its health on %s:%d: %s"
              .formatted(address, port.get(), e.getMessage()),
          "Choose another --health-port.",
          Map.of("port", port.get().toString()),
          e);
    }
  }

  /** Where it is; 0 where nobody asks. */
  int port() {
    return server == null ? 0 : server.getAddress().getPort();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
