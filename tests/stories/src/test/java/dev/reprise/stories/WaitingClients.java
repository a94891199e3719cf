// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections through the proxy that are open and on which nothing happens: one kept after an
 * answer, one with half a request, one on which nothing was said yet; inbound and outbound.
 */
final class WaitingClients implements AutoCloseable {

  private static final int LIMIT_MILLIS = 20_000;
  private static final List<String> SAID =
      List.of("GET /catalogue/SKU-1001 HTTP/1.1\r\nHost: shop.test\r\n\r\n", "GET /catal", "");

  private final List<Socket> sockets = new ArrayList<>();

  WaitingClients(int inboundPort, int outboundPort) throws IOException {
    for (String said : SAID) {
      say(said, inboundPort);
    }
    say("", outboundPort);
    say("GET http://inventory.sh", outboundPort);
  }

  private void say(String text, int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    if (text.endsWith("\r\n\r\n")) {
      assertThat(socket.getInputStream().read()).as("the first byte of an answer").isPositive();
    }
  }

  /** Waits until all have seen that their connection has ended; none may be left hanging. */
  void seeTheirEnd() throws IOException {
    for (Socket socket : sockets) {
      try {
        socket.getInputStream().readAllBytes();
      } catch (SocketException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
