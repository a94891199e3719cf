// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import dev.reprise.fixtures.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports for what must be told its own before it starts, as it is to have it again when it is
 * killed.
 */
public final class Ports {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final int CONNECT_MILLIS = 1_000;

  private Ports() {}

  /** Ports that nothing listened on a moment ago; none twice. */
  public static List<Integer> free(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  /**
   * Waits until something listens.
   *
   * @param logs where the reason can be read if nothing does
   */
  public static void awaitListening(int port, Path logs) {
    Eventually.holds(
        START_LIMIT,
        () -> isListening(port),
        () -> "nothing listens on port %d; see the logs in %s".formatted(port, logs));
  }

  private static boolean isListening(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false; // not yet
    }
  }
}
