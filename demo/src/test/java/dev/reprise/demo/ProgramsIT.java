// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.DemoProcess.Outcome;
import dev.reprise.demo.driver.DriverMain;
import dev.reprise.demo.http.Answer;
import dev.reprise.demo.http.ApiServer;
import dev.reprise.demo.http.Json;
import dev.reprise.demo.http.Router;
import dev.reprise.demo.inventory.InventoryMain;
import dev.reprise.demo.payment.PaymentMain;
import dev.reprise.demo.shop.ShopMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How each program behaves towards whoever starts and ends it. */
@Timeout(120)
class ProgramsIT {

  private static final List<Class<?>> MAINS =
      List.of(ShopMain.class, InventoryMain.class, PaymentMain.class, DriverMain.class);

  @Test
  void helpTellsTheSettingsAndEndsWithZero() throws Exception {
    for (Class<?> main : MAINS) {
      Outcome help = run(main, "--help");

      assertThat(help.exitCode()).as(main.getName()).isZero();
      assertThat(help.output()).startsWith("usage: " + main.getName()).contains("(default: ");
    }
  }

  @Test
  void wrongSettingsEndWithTwoAndASentence() throws Exception {
    for (Class<?> main : MAINS) {
      assertThat(run(main, "--colour", "red"))
          .isEqualTo(new Outcome(2, "", "There is no setting '--colour'; see --help.\n"));
    }
    assertThat(run(ShopMain.class, "--port=0", "--regressions=speed").exitCode()).isEqualTo(2);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var first = DemoProcess.start(InventoryMain.class, List.of(), Map.of(), "--port=0")) {
      int port = first.awaitPort();

      Outcome second = run(InventoryMain.class, "--port=" + port);

      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.errors()).contains("127.0.0.1:" + port, "--port").hasLineCount(1);
    }
  }

  @Test
  void finishesTheAnswerThatIsUnderWayWhenToldToEnd() throws Exception {
    var asked = new CountDownLatch(1);
    var answering = new CountDownLatch(1);
    try (var inventory =
            ApiServer.http(
                0, new Router().on("GET", "/stock/{sku}", _ -> stock(asked, answering)));
        var shop = shopWith(inventory.port());
        var client = HttpClient.newHttpClient()) {
      var uri =
          URI.create("http://127.0.0.1:" + shop.awaitPort() + "/catalogue/SKU-1001?stock=true");
      var answer = client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      asked.await();

      shop.terminate();
      answering.countDown();

      assertThat(answer.get().statusCode()).isEqualTo(200);
      assertThat(shop.awaitEnd().exitCode()).isEqualTo(143);
    }
  }

  private static Answer stock(CountDownLatch asked, CountDownLatch answering)
      throws InterruptedException {
    asked.countDown();
    answering.await();
    return Answer.json(200, Json.object().put("available", 1));
  }

  private static DemoProcess shopWith(int inventoryPort) throws IOException {
    var inventory = Map.of("INVENTORY_URL", "http://127.0.0.1:" + inventoryPort);
    return DemoProcess.start(ShopMain.class, List.of(), inventory, "--port=0");
  }

  private static Outcome run(Class<?> main, String... arguments) throws Exception {
    try (var process = DemoProcess.start(main, List.of(), Map.of(), arguments)) {
      return process.awaitEnd();
    }
  }
}
