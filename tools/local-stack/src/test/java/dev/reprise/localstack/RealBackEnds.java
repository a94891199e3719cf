// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.Secrets;
import dev.reprise.localstack.part.Liveness;
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

  private void start(Part asPlanned) throws InterruptedException {
    // The sign of life as planned, asked for more often.
    Part part =
        asPlanned.alive(
            new Liveness(
                asPlanned.liveness().orElseThrow().sign(),
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                2));
    stack = LocalStack.of(home.root(), new Plan(List.of(part), Map.of()));
    stack.up(List.of(), StackProgress.silent());
  }

  /** The part's process. */
  public ProcessHandle process() {
    return ProcessHandle.of(report().pid().orElseThrow()).orElseThrow();
  }

  /** What the supervisor tells of the part. */
  public PartReport report() {
    return stack.status().parts().getFirst().report();
  }

  /** Kills the part's process and waits until the supervisor has another one ready. */
  public void killAndAwaitRestart() throws InterruptedException {
    int restarts = report().restarts();
    process().destroyForcibly();
    awaitRestart(restarts);
  }

  /** Suspends a process of the part and waits until the supervisor has another one ready. */
  public void suspendAndAwaitRestart(ProcessHandle process)
      throws InterruptedException, IOException {
    int restarts = report().restarts();
    var kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).inheritIO();
    if (kill.start().waitFor() != 0) {
      throw new AssertionError("cannot suspend " + process);
    }
    awaitRestart(restarts);
  }

  private void awaitRestart(int restarts) throws InterruptedException {
    boolean again =
        Pause.until(
            LIMIT, () -> report().restarts() > restarts && report().state().equals("ready"));
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
