// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Where an application listens.
 *
 * @param host a name or an address
 * @param port from 1
 */
public record ListenAddress(String host, int port) {

  /** This machine, for itself only. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int CONNECT_MILLIS = 500;

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    return new ListenAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** Whether something accepts connections there. */
  public boolean isListening() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
