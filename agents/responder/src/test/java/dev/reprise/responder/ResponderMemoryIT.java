// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder;

import static dev.reprise.standins.Tape.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.RunningJar;
import dev.reprise.standins.Tape;
import dev.reprise.standins.Tape.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built responder in a heap that could not hold its snapshot. */
class ResponderMemoryIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final String HEAP = "-Xmx80m";
  private static final int ANSWERS = 100;
  private static final int ANSWER_BYTES = 1024 * 1024;
  private static final int CLIENTS = 2;

  @Test
  void answersFromMoreThanItsHeapHolds(@TempDir Path folder) throws Exception {
    var snapshot = record(folder);
    assertThat(Files.size(snapshot)).isGreaterThan(80L * 1024 * 1024);
    try (var responder =
            RunningJar.start(
                JAR,
                List.of(HEAP, "-XX:+ExitOnOutOfMemoryError"),
                List.of(
                    "run",
                    "--snapshot-file",
                    snapshot.toString(),
                    "--ca-dir",
                    folder.resolve("ca").toString()),
                Map.of());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ready = responder.line();
      assertThat(ready).startsWith("ready port=");
      int port = Integer.parseInt(ready.substring("ready port=".length()));

      var clients = new ArrayList<Future<Integer>>();
      for (int i = 0; i < CLIENTS; i++) {
        int first = i;
        clients.add(threads.submit(() -> askForAll(port, first)));
      }

      for (Future<Integer> client : clients) {
        assertThat(client.get()).isEqualTo(ANSWERS);
      }
      assertThat(responder.handle().isAlive()).isTrue();
    }
  }

  private static Path record(Path folder) throws IOException {
    var tape = new Tape();
    for (int i = 0; i < ANSWERS; i++) {
      tape.out(PAYMENT, Message.of("GET /films/" + word(i)), Message.bytes("200 OK", film(i)));
    }
    return tape.file(folder);
  }

  /** Letters, so that it is no id. */
  private static String word(int i) {
    return "film-" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
  }

  private static byte[] film(int i) {
    byte[] bytes = new byte[ANSWER_BYTES];
    new Random(i).nextBytes(bytes);
    return bytes;
  }

  /** Each begins somewhere else; returns how many answers were those recorded. */
  private static int askForAll(int port, int first) throws IOException, InterruptedException {
    int right = 0;
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", port)))
            .build()) {
      for (int n = 0; n < ANSWERS; n++) {
        int i = (first * ANSWERS / CLIENTS + n) % ANSWERS;
        var request =
            HttpRequest.newBuilder(URI.create("http://%s/films/%s".formatted(PAYMENT, word(i))))
                .timeout(Duration.ofSeconds(60))
                .build();
        if (Arrays.equals(client.send(request, BodyHandlers.ofByteArray()).body(), film(i))) {
          right++;
        }
      }
    }
    return right;
  }
}
