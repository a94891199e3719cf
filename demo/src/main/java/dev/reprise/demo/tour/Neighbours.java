// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.tour;

import dev.reprise.demo.driver.DriverMain;
import dev.reprise.demo.inventory.InventoryMain;
import dev.reprise.demo.payment.PaymentMain;
import dev.reprise.demo.shop.ShopMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The shop's world as processes of their own: inventory and payment, which can be taken away, the
 * driver, and the command that starts the shop.
 *
 * <p><b>Ownership:</b> {@link #close} ends whatever still runs.
 */
final class Neighbours implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int CONNECT_MILLIS = 300;
  private static final long POLL_NANOS = 50_000_000L;
  private static final int GRACE_SECONDS = 10;

  private final Path folder;
  private final int inventoryPort;
  private final int paymentPort;
  private final List<Process> running = new ArrayList<>();

  /** Keeps certificates and logs in this folder. */
  Neighbours(Path folder) throws IOException {
    this.folder = folder;
    this.inventoryPort = freePort();
    this.paymentPort = freePort();
  }

  int inventoryPort() {
    return inventoryPort;
  }

  int paymentPort() {
    return paymentPort;
  }

  Path paymentCa() {
    return folder.resolve("payment-tls").resolve("payment-ca.pem");
  }

  /** Starts inventory and payment, and waits until both listen. */
  void start() throws IOException {
    running.add(
        launch("inventory", java(InventoryMain.class, "--port", Integer.toString(inventoryPort))));
    running.add(
        launch(
            "payment",
            java(
                PaymentMain.class,
                "--port",
                Integer.toString(paymentPort),
                "--tls-dir",
                folder.resolve("payment-tls").toString())));
    awaitListening(inventoryPort);
    awaitListening(paymentPort);
  }

  /** Runs the driver against an address; gives its exit status. */
  int drive(int port, int requests, int ratePerSecond, Path ledger)
      throws IOException, InterruptedException {
    return launch(
            "driver",
            java(
                DriverMain.class,
                "--target",
                "http://127.0.0.1:" + port,
                "--requests",
                Integer.toString(requests),
                "--rate",
                Integer.toString(ratePerSecond),
                "--ledger",
                ledger.toString()))
        .waitFor();
  }

  /** The command that starts a shop. */
  List<String> shopCommand(int port) {
    return java(ShopMain.class, "--port", Integer.toString(port));
  }

  /** Whether anything listens there. */
  static boolean isListening(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** A port that nothing listens on now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Ends a process in good order, by force after ten seconds. */
  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() {
    takeAway();
  }

  /** Ends inventory and payment; does nothing the second time. */
  void takeAway() {
    for (Process process : running) {
      try {
        end(process);
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    running.clear();
  }

  private Process launch(String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private void awaitListening(int port) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isListening(port)) {
      if (System.nanoTime() > deadline || running.stream().anyMatch(one -> !one.isAlive())) {
        throw new TourException(
            "A neighbour of the shop does not listen on port %d; see the logs in %s."
                .formatted(port, folder));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static List<String> java(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
