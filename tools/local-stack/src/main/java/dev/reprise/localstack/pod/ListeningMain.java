// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.pod;

import dev.reprise.localstack.launch.Options;
import dev.reprise.localstack.launch.Options.Option;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/**
 * Tells by its exit status whether something listens on a port of loopback: a probe that a kubelet
 * has carried out in a container whose server it cannot reach itself.
 */
public final class ListeningMain {

  private static final List<Option> OPTIONS =
      List.of(Option.required("--port", "the port, on the loopback interface"));
  private static final int LIMIT_MILLIS = 2_000;

  private ListeningMain() {}

  /** See {@code --help}. */
  public static void main(String[] arguments) {
    Options options = Options.readOrExit("Tells whether a port is open.", OPTIONS, arguments);
    int port = Math.toIntExact(options.number("--port"));
    if (!isOpen(port)) {
      System.err.println("nothing listens on 127.0.0.1:" + port);
      System.exit(1);
    }
  }

  static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
      return true;
    } catch (IOException e) {
      return false; // the answer, not a failure
    }
  }
}
