// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.ApiServer;
import dev.reprise.demo.http.Router;
import dev.reprise.demo.ledger.Ledger;
import dev.reprise.demo.ledger.LedgeredClient;
import dev.reprise.demo.process.Launcher;
import dev.reprise.demo.process.Options;
import dev.reprise.demo.process.Settings;
import java.io.IOException;
import java.time.Clock;

/** Runs the shop. */
public final class ShopMain {

  private static final Options OPTIONS =
      Options.of(
              ShopMain.class, "The shop: login, catalogue, carts, checkout and orders, over HTTP.")
          .option("port", "SHOP_PORT", "8080", "the port to listen on; 0 takes a free one")
          .option(
              "inventory",
              "INVENTORY_URL",
              "http://inventory.shop.test",
              "the inventory service, reached through the JVM's proxy settings")
          .option(
              "payment",
              "PAYMENT_URL",
              "https://payment.shop.test",
              "the payment provider, reached through the JVM's proxy settings")
          .option("ledger", "SHOP_LEDGER", "", "a file for a line on each outbound call")
          .option(
              "regressions",
              "SHOP_REGRESSIONS",
              "",
              "faults to build in, of price, dropped-field and slow, with commas between");

  private ShopMain() {}

  /** Serves until the process is told to end. */
  public static void main(String[] arguments) {
    Launcher.run(
        OPTIONS,
        arguments,
        settings -> {
          ApiServer.http(settings.port(), routes(settings)).announce("shop");
          return 0;
        });
  }

  private static Router routes(Settings settings) throws IOException {
    var clock = Clock.systemUTC();
    var regressions = Regression.parse(settings.text("regressions"));
    var client = LedgeredClient.throughJvmProxy(Ledger.at(settings.path("ledger")));
    var inventory =
        new InventoryClient(
            new Dependency("inventory", settings.origin("inventory"), client), clock);
    var payment =
        new PaymentClient(new Dependency("payment", settings.origin("payment"), client), clock);
    var catalogue = new Catalogue();
    var carts = new Carts(catalogue, clock);
    var orders = new Orders(clock);
    var accounts = new Accounts(new Users(), new Tokens(clock));
    var router = new Router();
    new AccountApi(accounts).addTo(router);
    new CatalogueApi(catalogue, inventory, regressions).addTo(router);
    new CartApi(carts, regressions).addTo(router);
    new OrderApi(accounts, new Checkout(carts, orders, inventory, payment), payment, regressions)
        .addTo(router);
    return router;
  }
}
