// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.part.Liveness;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What a part is asked from outside, each time on a connection of its own.
 *
 * <p><b>Threads:</b> asking blocks, for the limit at most.
 */
@FunctionalInterface
interface Question {

  /** Whether the answer is the one that was hoped for. */
  boolean isAnswered();

  /** Whether a GET is answered with a status of 200 to 299. */
  static Question good(URI uri, Duration limit) {
    return () -> {
      try {
        return status(uri, limit) / 100 == 2;
      } catch (IOException e) {
        return false; // not listening yet; the limit of the start decides how long that is right
      }
    };
  }

  /** Whether there is any sign of life. */
  static Question alive(Liveness liveness) {
    Duration limit = liveness.within();
    return () -> {
      try {
        return switch (liveness.sign()) {
          case Liveness.Http(URI uri) -> status(uri, limit) > 0;
          case Liveness.Reply(int port, String request) -> hasReply(port, request, limit);
        };
      } catch (IOException e) {
        return false; // refused, broken off, or too late: each is counted as one failure
      }
    };
  }

  private static int status(URI uri, Duration limit) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(limit.toMillis()));
    connection.setReadTimeout(Math.toIntExact(limit.toMillis()));
    connection.setInstanceFollowRedirects(false);
    // Else a connection that was kept from before is tried first, and the limit counts twice.
    connection.setRequestProperty("Connection", "close");
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private static boolean hasReply(int port, String requestHex, Duration limit) throws IOException {
    try (var socket = new Socket()) {
      int millis = Math.toIntExact(limit.toMillis());
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      socket.getOutputStream().write(HexFormat.of().parseHex(requestHex));
      InputStream in = socket.getInputStream();
      return in.read() >= 0;
    }
  }
}
