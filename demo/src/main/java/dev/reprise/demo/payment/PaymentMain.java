// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.payment;

import dev.reprise.demo.http.ApiServer;
import dev.reprise.demo.process.Launcher;
import dev.reprise.demo.process.Options;
import dev.reprise.demo.process.UsageException;
import java.time.Clock;

/** Runs the payment provider. */
public final class PaymentMain {

  private static final Options OPTIONS =
      Options.of(PaymentMain.class, "The payment provider: charges to cards, over HTTPS.")
          .option("port", "PAYMENT_PORT", "9102", "the port to listen on; 0 takes a free one")
          .option(
              "tls-dir",
              "PAYMENT_TLS_DIR",
              "payment-tls",
              "the directory where payment-ca.pem, the certificate to trust, is put");

  private PaymentMain() {}

  /** Serves until the process is told to end. */
  public static void main(String[] arguments) {
    Launcher.run(
        OPTIONS,
        arguments,
        settings -> {
          var directory =
              settings
                  .path("tls-dir")
                  .orElseThrow(() -> new UsageException("--tls-dir must name a directory."));
          var tls = CertificateAuthority.makeIn(directory);
          var api = new PaymentApi(new Charges(Clock.systemUTC()));
          ApiServer.https(settings.port(), api.routes(), tls).announce("payment");
          return 0;
        });
  }
}
