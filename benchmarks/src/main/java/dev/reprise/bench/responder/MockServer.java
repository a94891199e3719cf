// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.responder;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.recording.MockRecording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A server that stands in for a recorded dependency.
 *
 * @param name as in tables
 * @param port where it listens
 * @param child its process
 * @param isVirtualMachine whether it becomes fast only once it is warm
 */
record MockServer(String name, int port, Child child, boolean isVirtualMachine)
    implements AutoCloseable {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  static final int LOOKED_AT = 50;

  /**
   * Makes sure that it answers as recorded: the right body for each of some calls all over the
   * recording.
   *
   * @throws BenchException if one answer is another
   */
  void requireTrue(MockRecording recording) {
    int step = Math.max(1, recording.mocks() / LOOKED_AT);
    for (int index = 0; index < recording.mocks(); index += step) {
      var answer = ask(recording.target(index));
      if (!answer.startsWith("HTTP/1.1 200") || !answer.endsWith(recording.body(index))) {
        throw new BenchException(
            "%s does not answer GET %s as recorded, but with: %s"
                .formatted(
                    name,
                    recording.target(index),
                    answer.substring(0, Math.min(400, answer.length()))));
      }
    }
  }

  private String ask(String target) {
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
            .formatted(target, MockRecording.HOST);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BenchException("%s does not answer: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
