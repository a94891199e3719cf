// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection whatever the test says. */
final class ScriptedServer implements AutoCloseable {

  /** What to do with a connection; it is closed afterwards. */
  interface Script {
    void serve(Wire wire) throws Exception;
  }

  final AtomicInteger accepted = new AtomicInteger();
  final CopyOnWriteArrayList<Throwable> failures = new CopyOnWriteArrayList<>();

  private final ServerSocket listener;
  private final Opening opening;
  private final Script script;

  /** Makes a connection that was accepted ready to be read and written. */
  interface Opening {
    Wire open(Socket accepted) throws IOException;
  }

  ScriptedServer(Script script) throws IOException {
    this(Wire::new, script);
  }

  ScriptedServer(Opening opening, Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), opening, script);
  }

  ScriptedServer(ServerSocket listener, Opening opening, Script script) {
    this.opening = opening;
    this.script = script;
    this.listener = listener;
    Thread.ofVirtual().start(this::acceptAll);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var wire = opening.open(socket)) {
      script.serve(wire);
    } catch (Exception e) { // boundary: told to the test
      failures.add(e);
    }
  }
}
