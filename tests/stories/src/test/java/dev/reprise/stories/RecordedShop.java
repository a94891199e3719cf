// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import dev.reprise.demo.inventory.InventoryMain;
import dev.reprise.demo.shop.ShopMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demo's shop and its inventory, with a capture proxy before and behind it. */
final class RecordedShop implements AutoCloseable {

  private final String service;
  private final Stack stack;
  private final Path folder;
  private final int shopPort;
  private final int inventoryPort;
  private final int inboundPort;
  private final int outboundPort;
  private final List<Process> application = new ArrayList<>();
  private Process proxy;

  /**
   * Starts all three and waits until they listen.
   *
   * @param service what the shop is called in the recording
   */
  RecordedShop(String service, Stack stack, Path folder) {
    this.service = service;
    this.stack = stack;
    this.folder = folder;
    List<Integer> ports = Ports.free(4);
    shopPort = ports.get(0);
    inventoryPort = ports.get(1);
    inboundPort = ports.get(2);
    outboundPort = ports.get(3);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    startApplication();
    proxy = startProxy();
  }

  private void startApplication() {
    var inventory = demo(InventoryMain.class, List.of("--port", Integer.toString(inventoryPort)));
    application.add(Processes.start(inventory, Map.of(), folder.resolve("inventory.log")));
    var shop =
        demo(
            ShopMain.class,
            List.of("--port", Integer.toString(shopPort)),
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=" + outboundPort,
            "-Dhttp.nonProxyHosts=");
    var environment = Map.of("SHOP_LEDGER", outboundLedger().toString());
    application.add(Processes.start(shop, environment, folder.resolve("shop.log")));
    Ports.awaitListening(inventoryPort, folder);
    Ports.awaitListening(shopPort, folder);
  }

  private static List<String> demo(Class<?> main, List<String> arguments, String... options) {
    var command = new ArrayList<>(Processes.java("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", Checkout.demoClassPath(), main.getName()));
    command.addAll(arguments);
    return command;
  }

  private Process startProxy() {
    var command = new ArrayList<>(Processes.java("-Xmx256m"));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            Checkout.captureProxy().toString(),
            "--service",
            service,
            "--app-port",
            Integer.toString(shopPort),
            "--inbound-port",
            Integer.toString(inboundPort),
            "--outbound-port",
            Integer.toString(outboundPort),
            "--map",
            "inventory.shop.test=127.0.0.1:" + inventoryPort,
            "--ca-dir",
            folder.resolve("ca").toString(),
            "--ingest",
            stack.ingestAddress(),
            "--spool-dir",
            spoolRoot().toString()));
    var started =
        Processes.start(
            command, Map.of("REPRISE_TOKEN", stack.token()), folder.resolve("capture-proxy.log"));
    Ports.awaitListening(inboundPort, folder);
    Ports.awaitListening(outboundPort, folder);
    return started;
  }

  int inboundPort() {
    return inboundPort;
  }

  String service() {
    return service;
  }

  /** What the shop says it asked of its inventory. */
  Path outboundLedger() {
    return folder.resolve("outbound.jsonl");
  }

  void killProxy() {
    Processes.kill(proxy.pid());
  }

  /** Another proxy in the place of the one that was killed. */
  void restartProxy() {
    proxy = startProxy();
  }

  /** The folders of captures that are not settled. */
  List<Path> spools() {
    try (Stream<Path> folders = Files.list(spoolRoot())) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the spools", e);
    }
  }

  private Path spoolRoot() {
    return folder.resolve("spool");
  }

  /** Lets the proxy hand over all that it has, and ends everything. */
  @Override
  public void close() {
    Processes.end(proxy);
    application.forEach(Processes::end);
  }
}
