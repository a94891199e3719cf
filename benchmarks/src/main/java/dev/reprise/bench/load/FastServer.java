// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.DebianPackage;
import dev.reprise.bench.process.Ports;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.HeadParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * nginx that answers {@link Answers#SMALL} and everything under {@code /items/} from memory, with
 * one worker.
 *
 * <p><b>Ownership:</b> {@link #close} ends it.
 */
public final class FastServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final Child child;
  private final int port;
  private final HttpRequest count;
  private final HttpClient http = HttpClient.newHttpClient();
  private long asked;

  private FastServer(Child child, int port) {
    this.child = child;
    this.port = port;
    this.count =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/count"))
            .timeout(Duration.ofSeconds(10))
            .build();
  }

  /** Starts it on the processor of the load. */
  public static FastServer start(Path folder) {
    DebianPackage.NGINX.require();
    int port = Ports.free();
    Path config = folder.resolve("nginx.conf");
    try {
      Files.createDirectories(folder);
      Files.writeString(config, config(folder, port));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + config, e);
    }
    var command =
        List.of("nginx", "-p", folder.toString(), "-e", "stderr", "-c", config.toString());
    var child =
        Child.start(
            "nginx", Cores.on(Cores.OTHERS, command), Map.of(), folder.resolve("nginx.log"));
    return new FastServer(child.awaitPort(port, START_LIMIT), port);
  }

  private static String config(Path folder, int port) {
    return """
    worker_processes 1;
    daemon off;
    error_log stderr;
    pid %1$s/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      keepalive_timeout 300s;
      server {
        listen 127.0.0.1:%2$d backlog=1024;
        default_type application/json;
        location = /small { return 200 '%3$s'; }
        location /items/ { return 200 '%3$s'; }
        location = /count { stub_status; }
      }
    }
    """
        .formatted(folder, port, Answers.smallBody());
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The header lines of its answer at {@link Answers#SMALL}, as they are on the wire. */
  public Headers answerHeaders() {
    var request = "GET " + Answers.SMALL + " HTTP/1.0\r\nHost: bench.test\r\n\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) START_LIMIT.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      int end = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
      return HeadParser.response(answer, 0, end).headers();
    } catch (IOException | FramingException e) {
      throw new BenchException("nginx does not answer", e);
    }
  }

  /** How many requests it has answered so far, this one left out. */
  public long requests() {
    try {
      var status = http.send(count, HttpResponse.BodyHandlers.ofString()).body();
      var figures = status.lines().skip(2).findFirst().orElse("").strip().split(" ", -1);
      asked++;
      return Long.parseLong(figures[figures.length - 1]) - asked;
    } catch (IOException e) {
      throw new UncheckedIOException("nginx does not tell its figures", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    child.close();
  }
}
