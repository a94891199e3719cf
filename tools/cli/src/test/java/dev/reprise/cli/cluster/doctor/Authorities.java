// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Certificates made by the JDK's own keytool. */
public final class Authorities {

  private Authorities() {}

  /** One that begins so many days from now, as keytool writes them, and lasts for two. */
  public static String from(String start) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("authority");
    Path store = folder.resolve("store.p12");
    keytool(
        "-genkeypair -keystore %s -storepass changeit -alias a -keyalg EC -dname CN=a -validity 2 -startdate %s"
            .formatted(store, start));
    String pem =
        keytool("-exportcert -rfc -keystore %s -storepass changeit -alias a".formatted(store));
    Files.delete(store);
    Files.delete(folder);
    return pem;
  }

  private static String keytool(String arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(java.util.List.of(arguments.split(" ")));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + out);
    }
    return out;
  }
}
