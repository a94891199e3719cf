// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.child.ProxyEnvironment;
import dev.reprise.demo.inventory.InventoryMain;
import dev.reprise.demo.payment.PaymentMain;
import dev.reprise.stories.Checkout;
import dev.reprise.stories.Ports;
import dev.reprise.stories.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Starts real clients with the environment that {@code reprise record} gives its child, and holds
 * docs/capture.md to what they do. The names of both dependencies resolve in the proxy only, and
 * only who trusts the proxy's authority gets an answer over TLS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsHonourSettingsIT {

  private static final Path DOCS = Checkout.root().resolve(Path.of("docs", "capture.md"));
  private static final String TABLE = "| client | HTTP | HTTPS | where it does not |";
  private static final String YES = "yes";
  private static final String NO = "no";

  private final List<Process> running = new ArrayList<>();
  private final KnownClients clients = new KnownClients(nodeMajor());
  private Path folder = Path.of("");
  private Map<String, String> environment = Map.of();

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path temporary) throws IOException {
    folder = temporary;
    var ports = Ports.free(3);
    Path tls = folder.resolve("payment-tls");
    demo(InventoryMain.class, ports.get(0));
    demo(PaymentMain.class, ports.get(1), "--tls-dir", tls.toString());
    Ports.awaitListening(ports.get(0), folder);
    Ports.awaitListening(ports.get(1), folder);
    startProxy(ports, tls.resolve("payment-ca.pem"));
    environment =
        ProxyEnvironment.of(
            "127.0.0.1",
            ports.get(2),
            Files.readString(folder.resolve("ca").resolve("ca.pem")),
            folder.resolve("trust"));
  }

  private void demo(Class<?> main, int port, String... arguments) {
    var command = new ArrayList<>(Processes.java("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", Checkout.demoClassPath(), main.getName()));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(List.of(arguments));
    running.add(Processes.start(command, Map.of(), folder.resolve(main.getSimpleName() + ".log")));
  }

  private void startProxy(List<Integer> ports, Path paymentCa) {
    var command = new ArrayList<>(Processes.java("-Xmx128m"));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            Checkout.captureProxy().toString(),
            "--service",
            "clients",
            "--outbound-port",
            ports.get(2).toString(),
            "--map",
            "inventory.shop.test=127.0.0.1:" + ports.get(0),
            "--map",
            "payment.shop.test=127.0.0.1:" + ports.get(1),
            "--upstream-ca",
            paymentCa.toString(),
            "--ca-dir",
            folder.resolve("ca").toString(),
            "--sink",
            "discard"));
    running.add(Processes.start(command, Map.of(), folder.resolve("capture-proxy.log")));
    Ports.awaitListening(ports.get(2), folder);
  }

  @AfterAll
  void stop() {
    running.forEach(Processes::end);
  }

  Stream<String> names() {
    return clients.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void doesWhatTheDocsSay(String client) throws IOException {
    var command = new ArrayList<>(clients.command(client));
    command.addAll(
        List.of("http://inventory.shop.test/health", "https://payment.shop.test/health"));
    Path output = folder.resolve("client.out");

    int status = Processes.run(command, environment, output);

    assertThat(status).as(Files.readString(output)).isZero();
    List<String> answers =
        Files.readAllLines(output).stream()
            .filter(line -> line.matches("\\d{3}|none: .*"))
            .map(line -> line.equals("200") ? YES : NO)
            .toList();
    assertThat(answers).as(Files.readString(output)).isEqualTo(documented(client));
  }

  /** Only Node's other versions are documented without being run here. */
  @Test
  void theDocsNameNoClientThatIsNotTried() throws IOException {
    assertThat(rows().map(cells -> cells.get(0)).filter(name -> !name.startsWith("Node.js")))
        .containsExactlyElementsOf(names().filter(name -> !name.startsWith("Node.js")).toList());
  }

  private static List<String> documented(String client) throws IOException {
    return rows()
        .filter(cells -> cells.get(0).equals(client))
        .map(cells -> cells.subList(1, 3))
        .findFirst()
        .orElseThrow(() -> new AssertionError("docs/capture.md does not name " + client));
  }

  private static Stream<List<String>> rows() throws IOException {
    return Files.readAllLines(DOCS).stream()
        .dropWhile(line -> !line.equals(TABLE))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Stream.of(line.substring(1).split("\\|", -1)).map(String::strip).toList());
  }

  private static int nodeMajor() {
    try {
      var version =
          new String(
              new ProcessBuilder("node", "--version").start().getInputStream().readAllBytes(),
              java.nio.charset.StandardCharsets.US_ASCII);
      return Integer.parseInt(version.substring(1, version.indexOf('.')));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("node does not run", e);
    }
  }
}
