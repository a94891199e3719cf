// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.ephemeral;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Ports that were free a moment ago. Back ends must be told theirs before they start, since they
 * tell clients about it; that another process takes one in between is possible, and then the start
 * fails and says so.
 */
final class FreePorts {

  private final Deque<Integer> ports;

  private FreePorts(List<Integer> ports) {
    this.ports = new ArrayDeque<>(ports);
  }

  /** All are held until the last is found, so that none comes twice. */
  static FreePorts find(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new FreePorts(sockets.stream().map(ServerSocket::getLocalPort).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    } finally {
      sockets.forEach(FreePorts::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give a port back", e);
    }
  }

  int next() {
    return ports.removeFirst();
  }
}
