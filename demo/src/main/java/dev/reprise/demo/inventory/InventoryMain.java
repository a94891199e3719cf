// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.inventory;

import dev.reprise.demo.http.ApiServer;
import dev.reprise.demo.process.Launcher;
import dev.reprise.demo.process.Options;
import java.time.Clock;

/** Runs the inventory service. */
public final class InventoryMain {

  private static final Options OPTIONS =
      Options.of(InventoryMain.class, "The inventory service: stock and reservations, over HTTP.")
          .option("port", "INVENTORY_PORT", "9101", "the port to listen on; 0 takes a free one");

  private InventoryMain() {}

  /** Serves until the process is told to end. */
  public static void main(String[] arguments) {
    Launcher.run(
        OPTIONS,
        arguments,
        settings -> {
          var api = new InventoryApi(new Reservations(Clock.systemUTC()));
          ApiServer.http(settings.port(), api.routes()).announce("inventory");
          return 0;
        });
  }
}
