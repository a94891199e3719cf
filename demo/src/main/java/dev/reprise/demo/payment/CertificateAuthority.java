// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.payment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Makes a certificate authority and a server certificate of its own, with the JDK's keytool.
 *
 * <p>Both are new in each process. The keys stay on disk only while they are made, under a password
 * that nobody else knows; what remains is the authority's certificate, for clients to trust.
 */
final class CertificateAuthority {

  private static final String PASSWORD_VARIABLE = "KEY_STORE_PASSWORD";
  private static final String NAMES = "san=dns:payment.shop.test,dns:localhost,ip:127.0.0.1";

  private final Path store;
  private final String password;

  private CertificateAuthority(Path store, String password) {
    this.store = store;
    this.password = password;
  }

  /**
   * Makes the certificates, and writes the authority's own into {@code payment-ca.pem}.
   *
   * @return what the server needs to speak TLS
   */
  static SSLContext makeIn(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(directory);
    var scratch = Files.createTempDirectory("payment-keys");
    var authority = new CertificateAuthority(scratch.resolve("keys.p12"), newPassword());
    try {
      authority.generate(
          "ca", "CN=Demo Payment CA", List.of("-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign"));
      authority.generate(
          "server",
          "CN=payment.shop.test",
          List.of("-signer", "ca", "-ext", NAMES, "-ext", "eku=serverAuth"));
      var keys = KeyStore.getInstance(authority.store.toFile(), authority.password.toCharArray());
      Files.writeString(directory.resolve("payment-ca.pem"), pem(keys));
      return authority.serverContext(keys);
    } finally {
      Files.deleteIfExists(authority.store);
      Files.delete(scratch);
    }
  }

  private void generate(String alias, String name, List<String> extensions)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC"));
    command.addAll(List.of("-groupname", "secp256r1", "-validity", "30"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
    command.addAll(extensions);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process keytool = builder.start();
    keytool.getOutputStream().close();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool could not make the key '" + alias + "': " + said.strip());
    }
  }

  private SSLContext serverContext(KeyStore keys) throws GeneralSecurityException {
    // Only the server's key: the authority's must not be offered in a handshake.
    keys.deleteEntry("ca");
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(KeyStore keys) throws GeneralSecurityException {
    byte[] certificate = keys.getCertificate("ca").getEncoded();
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder(64, newline).encodeToString(certificate));
  }

  private static String newPassword() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
