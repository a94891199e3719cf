// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.DemoProcess.Outcome;
import dev.reprise.demo.driver.DriverMain;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.inventory.InventoryMain;
import dev.reprise.demo.payment.PaymentMain;
import dev.reprise.demo.shop.ShopMain;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Inventory and payment as processes, and shops and drivers started against them. */
final class DemoSystem implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final Path directory;
  private final DemoProcess inventory;
  private final DemoProcess payment;
  private final int inventoryPort;
  private final int paymentPort;
  private final Path trust;

  private DemoSystem(Path directory) throws IOException, GeneralSecurityException {
    this.directory = directory;
    inventory = DemoProcess.start(InventoryMain.class, List.of(), Map.of("INVENTORY_PORT", "0"));
    payment =
        DemoProcess.start(
            PaymentMain.class,
            List.of(),
            Map.of("PAYMENT_TLS_DIR", directory.toString()),
            "--port=0");
    inventoryPort = inventory.awaitPort();
    paymentPort = payment.awaitPort();
    trust = trustStore();
  }

  static DemoSystem start(Path directory) throws IOException, GeneralSecurityException {
    return new DemoSystem(directory);
  }

  int inventoryPort() {
    return inventoryPort;
  }

  int paymentPort() {
    return paymentPort;
  }

  /** A shop that connects to the other two by their addresses. */
  Shop shop(String name, String regressions) throws IOException {
    var addresses =
        Map.of(
            "INVENTORY_URL", "http://127.0.0.1:" + inventoryPort,
            "PAYMENT_URL", "https://127.0.0.1:" + paymentPort,
            "SHOP_REGRESSIONS", regressions);
    return shop(name, List.of(), addresses);
  }

  Shop shop(String name, List<String> jvm, Map<String, String> environment) throws IOException {
    var ledger = directory.resolve(name + "-shop.jsonl");
    var options = new ArrayList<>(jvm);
    options.add("-Djavax.net.ssl.trustStore=" + trust);
    options.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    var all = new HashMap<>(environment);
    all.put("SHOP_LEDGER", ledger.toString());
    var process = DemoProcess.start(ShopMain.class, options, all, "--port", "0");
    return new Shop(
        process, process.awaitPort(), ledger, directory.resolve(name + "-driver.jsonl"));
  }

  /** The lines of a ledger. */
  static List<JsonNode> entries(Path ledger) throws IOException {
    var entries = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(ledger)) {
      entries.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
    }
    return entries;
  }

  @Override
  public void close() throws IOException {
    try (payment) {
      inventory.close();
    }
  }

  private Path trustStore() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD.toCharArray());
    try (var pem = Files.newInputStream(directory.resolve("payment-ca.pem"))) {
      var authority = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      store.setCertificateEntry("payment-ca", authority);
    }
    var file = directory.resolve("trust.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  /** A running shop, and where it and its driver write their ledgers. */
  record Shop(DemoProcess process, int port, Path ledger, Path driverLedger)
      implements AutoCloseable {

    URI uri() {
      return URI.create("http://127.0.0.1:" + port);
    }

    Outcome drive(String... arguments) throws IOException, InterruptedException {
      var all = new ArrayList<String>();
      all.addAll(List.of("--target", uri().toString(), "--ledger", driverLedger.toString()));
      all.addAll(List.of(arguments));
      try (var driver =
          DemoProcess.start(DriverMain.class, List.of(), Map.of(), all.toArray(String[]::new))) {
        return driver.awaitEnd();
      }
    }

    @Override
    public void close() throws IOException {
      process.close();
    }
  }
}
