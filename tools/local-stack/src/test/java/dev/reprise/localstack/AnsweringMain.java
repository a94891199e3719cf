// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A part that gives signs of life: answers one byte with another, on the port it is told. */
public final class AnsweringMain {

  private AnsweringMain() {}

  /** The argument is the port. */
  public static void main(String[] arguments) throws IOException {
    try (var listener =
        new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
      System.out.println("ready");
      while (true) {
        answer(listener);
      }
    }
  }

  private static void answer(ServerSocket listener) throws IOException {
    try (Socket client = listener.accept()) {
      client.getOutputStream().write(client.getInputStream().read());
    }
  }
}
