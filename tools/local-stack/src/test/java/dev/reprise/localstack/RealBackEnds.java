// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.Secrets;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PortNeed;
import dev.reprise.localstack.setup.BackEnds;
import dev.reprise.localstack.setup.BackEnds.Place;
import dev.reprise.localstack.setup.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One real back end under a supervisor, on free ports. */
public final class RealBackEnds implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Home home;
  private final int port = freePort();
  private final BackEnds backEnds = new BackEnds(Installation.find(), Optional.empty(), false);
  private LocalStack stack;

  public RealBackEnds(Path dir) {
    this.home = new Home(dir).make();
    this.stack = LocalStack.of(dir, new Plan(List.of(), Map.of()));
  }

  public int port() {
    return port;
  }

  public String password(String name) {
    return new Secrets(home).value(name);
  }

  public LocalStack stack() {
    return stack;
  }

  public Home home() {
    return home;
  }

  public void startKafka() throws InterruptedException {
    start(
        backEnds.kafka(
            List.of(need(port), need(freePort())), home.data("kafka"), "512", List.of()));
  }

  public void startPostgres() throws InterruptedException {
    Place place = new Place(home.data("postgres"), new Secrets(home).file("postgres"));
    start(
        backEnds.postgres(
            need(port), place, home.cache().resolve("pg"), home.pidFile("postgres-server")));
  }

  private void start(Part part) throws InterruptedException {
    stack = LocalStack.of(home.root(), new Plan(List.of(part), Map.of()));
    stack.up(List.of(), StackProgress.silent());
  }

  /** Kills the part's process and waits until the supervisor has another one ready. */
  public void killAndAwaitRestart() throws InterruptedException {
    PartStatus part = stack.status().parts().getFirst();
    int restarts = part.report().restarts();
    ProcessHandle.of(part.report().pid().orElseThrow()).orElseThrow().destroyForcibly();
    boolean again =
        Pause.until(
            LIMIT,
            () -> {
              var report = stack.status().parts().getFirst().report();
              return report.restarts() > restarts && report.state().equals("ready");
            });
    if (!again) {
      throw new AssertionError("not restarted in " + LIMIT + ": " + stack.status());
    }
  }

  private static PortNeed need(int port) {
    return new PortNeed(port, "a free port");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }

  @Override
  public void close() {
    try {
      stack.down(StackProgress.silent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
