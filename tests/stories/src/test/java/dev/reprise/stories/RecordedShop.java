// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private static final String SUM = "done ";

  private final String service;
  private final Path folder;
  private final String token;
  private final List<String> proxyOptions;
  private final int shopPort;
  private final int inventoryPort;
  private final int inboundPort;
  private final int outboundPort;
  private final ProxyCommand proxyCommand;
  private final List<Process> application = new ArrayList<>();
  private Process proxy;

  /**
   * Starts all three and waits until they listen.
   *
   * @param service what the shop is called in the recording
   */
  RecordedShop(String service, Stack stack, Path folder) {
    this(service, stack.ingestAddress(), stack.token(), folder, List.of());
  }

  /** The same, with another way to ingest-service and more options of the proxy. */
  RecordedShop(
      String service, String ingestAddress, String token, Path folder, List<String> proxyOptions) {
    this.service = service;
    this.folder = folder;
    this.token = token;
    this.proxyOptions = proxyOptions;
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
    proxyCommand =
        new ProxyCommand(service, shopPort, inboundPort, outboundPort, folder, ingestAddress);
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
    var options =
        new ArrayList<>(List.of("--map", "inventory.shop.test=127.0.0.1:" + inventoryPort));
    options.addAll(proxyOptions);
    var started =
        Processes.start(proxyCommand.words(options), Map.of("REPRISE_TOKEN", token), proxyLog());
    Ports.awaitListening(inboundPort, folder);
    Ports.awaitListening(outboundPort, folder);
    return started;
  }

  int inboundPort() {
    return inboundPort;
  }

  int outboundPort() {
    return outboundPort;
  }

  String service() {
    return service;
  }

  /** What the shop says it asked of its inventory. */
  Path outboundLedger() {
    return folder.resolve("outbound.jsonl");
  }

  /** Lets the proxy hand over all that it has, and gives the sum that it says at its end. */
  JsonNode endProxy() {
    Processes.end(proxy);
    try {
      String sum =
          Files.readAllLines(proxyLog()).stream()
              .filter(line -> line.startsWith(SUM))
              .reduce((_, last) -> last)
              .orElseThrow(() -> new AssertionError("the proxy told no sum; see " + proxyLog()));
      return new ObjectMapper().readTree(sum.substring(SUM.length()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + proxyLog(), e);
    }
  }

  private Path proxyLog() {
    return folder.resolve("capture-proxy.log");
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
    try (Stream<Path> folders = Files.list(proxyCommand.spoolRoot())) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the spools", e);
    }
  }

  /** How much lies in the spool of the first capture. */
  long spoolBytes() {
    try (Stream<Path> files = Files.list(spools().getFirst())) {
      return files
          .filter(file -> file.toString().endsWith(".seg"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot measure the spool", e);
    }
  }

  /** Ends everything; the proxy hands over all that it has. */
  @Override
  public void close() {
    Processes.end(proxy);
    application.forEach(Processes::end);
  }
}
