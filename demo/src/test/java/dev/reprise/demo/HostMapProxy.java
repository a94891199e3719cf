// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A forward proxy that knows names which nobody else does, in the least that this takes: it looks
 * at the first request line of a connection, and passes bytes from then on.
 */
final class HostMapProxy implements AutoCloseable {

  private final Map<String, Integer> portsByName;
  private final List<String> requestLines = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HostMapProxy(Map<String, Integer> portsByName) throws IOException {
    this.portsByName = Map.copyOf(portsByName);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The first request line of each connection. */
  List<String> requestLines() {
    return List.copyOf(requestLines);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      byte[] head = head(client.getInputStream());
      String line = new String(head, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
      requestLines.add(line);
      List<String> words = List.of(line.split(" ", -1));
      boolean tunnel = words.getFirst().equals("CONNECT");
      URI target = URI.create(tunnel ? "https://" + words.get(1) : words.get(1));
      int port = Optional.ofNullable(portsByName.get(target.getHost())).orElseThrow();
      try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        sockets.add(server);
        if (tunnel) {
          client
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
          server.getOutputStream().write(head);
        }
        threads.execute(() -> pass(server, client));
        pass(client, server);
      }
    } catch (IOException _) {
      // Either side hung up; the other one sees it too.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException _) {
      // Either side hung up; closing the other one tells it.
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended within the head");
      }
      head.write(next);
    }
    return head.toByteArray();
  }
}
