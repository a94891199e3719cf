// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The names of the dependencies do not resolve; a proxy that knows them is enough. */
@Timeout(300)
class DemoBehindProxyIT {

  @TempDir Path directory;

  @Test
  void reachesItsDependenciesByNameThroughTheProxyOfTheJvm() throws Exception {
    try (var system = DemoSystem.start(directory);
        var proxy =
            new HostMapProxy(
                Map.of(
                    "inventory.shop.test", system.inventoryPort(),
                    "payment.shop.test", system.paymentPort()));
        var shop = system.shop("proxied", settings(proxy.port()), Map.of())) {
      var driver = shop.drive("--requests", "150");

      assertThat(driver.exitCode()).as(driver.toString()).isZero();
      assertThat(proxy.requestLines())
          .anyMatch(line -> line.startsWith("GET http://inventory.shop.test/stock/SKU-"))
          .contains("CONNECT payment.shop.test:443 HTTP/1.1")
          .allMatch(line -> line.contains(".shop.test"));
      assertThat(DemoSystem.entries(shop.ledger()))
          .extracting(entry -> entry.path("authority").textValue())
          .containsOnly("inventory.shop.test", "payment.shop.test");
    }
  }

  private static List<String> settings(int port) {
    return List.of(
        "-Dhttp.proxyHost=127.0.0.1",
        "-Dhttp.proxyPort=" + port,
        "-Dhttps.proxyHost=127.0.0.1",
        "-Dhttps.proxyPort=" + port,
        "-Dhttp.nonProxyHosts=");
  }
}
