// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.localstack.home.DoorNote;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.part.PlanJson;
import dev.reprise.localstack.supervise.Supervisor;
import dev.reprise.localstack.supervise.SupervisorLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Where a running supervisor is asked for further parts: on a loopback port, by those who can read
 * the note beside its pid file.
 *
 * <p>One connection is one {@code up}: a line with the secret, a line with the plan, since it holds
 * secrets itself and must not lie in a file; then events come back as from a new supervisor.
 *
 * <p><b>Threads:</b> each connection has a virtual thread of its own; events are written by the
 * supervisor's.
 */
final class SupervisorDoor implements AutoCloseable {

  private static final int READ_MILLIS = 10_000;
  private static final int MAX_LINE_CHARS = 1 << 22;

  private final Home home;
  private final Supervisor supervisor;
  private final SupervisorLog log;
  private final ServerSocket listener;
  private final DoorNote note;

  private SupervisorDoor(Home home, Supervisor supervisor, SupervisorLog log) throws IOException {
    this.home = home;
    this.supervisor = supervisor;
    this.log = log;
    this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.note = DoorNote.fresh(listener.getLocalPort());
  }

  /** Opens it, and notes where it is. */
  static SupervisorDoor open(Home home, Supervisor supervisor, SupervisorLog log) {
    try {
      var door = new SupervisorDoor(home, supervisor, log);
      door.note.write(home);
      Thread.ofPlatform().daemon().name("door").start(door::accept);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException("the supervisor cannot open its door", e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket visitor = listener.accept();
        Thread.startVirtualThread(() -> serve(visitor));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          log.error("the door cannot be used any more error=" + e.getMessage());
          return;
        }
      }
    }
  }

  /** The socket is closed by the last event; see {@link Teller}. */
  private void serve(Socket visitor) {
    try {
      visitor.setSoTimeout(READ_MILLIS);
      var lines = new BufferedReader(new InputStreamReader(visitor.getInputStream(), UTF_8));
      if (!note.isSecret(line(lines))) {
        visitor.close();
        return;
      }
      var plan = PlanJson.read(line(lines));
      var events = new PrintStream(visitor.getOutputStream(), true, UTF_8);
      supervisor.add(plan.parts(), new Teller(events, log, events::close));
    } catch (IOException | IllegalArgumentException e) {
      log.info("a visitor at the door could not be understood error=" + e.getMessage());
      close(visitor);
    }
  }

  private static String line(BufferedReader from) throws IOException {
    var line = new StringBuilder();
    for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
      if (line.length() == MAX_LINE_CHARS) {
        throw new IOException("a line is longer than " + MAX_LINE_CHARS);
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static void close(Socket visitor) {
    try {
      visitor.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a socket", e);
    }
  }

  @Override
  public void close() {
    DoorNote.delete(home);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the supervisor's door", e);
    }
  }
}
