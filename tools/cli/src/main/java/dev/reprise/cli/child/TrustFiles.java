// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What an application must trust to talk through the proxy: the proxy's CA beside the roots that
 * the JDK trusts, in the forms that run-times read.
 *
 * @param ca only the proxy's CA, PEM
 * @param bundle the JDK's roots and the CA, PEM
 * @param store the same as a PKCS #12 trust store
 */
record TrustFiles(Path ca, Path bundle, Path store) {

  /** A trust store holds nothing secret, but the format wants a password. */
  static final String STORE_PASSWORD = "changeit";

  private static final Base64.Encoder PEM =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Writes them under names of their own for each CA, so that running applications keep theirs. */
  static TrustFiles write(String caPem, Path folder) {
    try {
      var authority = certificate(caPem);
      String name = "ca-" + HexFormat.of().formatHex(fingerprint(authority), 0, 6);
      Files.createDirectories(folder);
      var files =
          new TrustFiles(
              folder.resolve(name + ".pem").toAbsolutePath(),
              folder.resolve(name + "-and-roots.pem").toAbsolutePath(),
              folder.resolve(name + "-and-roots.p12").toAbsolutePath());
      if (!Files.exists(files.store())) {
        files.writeAll(caPem, authority);
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write trust files to " + folder, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the proxy's CA is not a certificate", e);
    }
  }

  private void writeAll(String caPem, X509Certificate authority)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    var text = new StringBuilder(caPem.strip()).append('\n');
    int number = 0;
    for (X509Certificate root : roots()) {
      keys.setCertificateEntry("root-" + number++, root);
      text.append(pem(root));
    }
    keys.setCertificateEntry("reprise", authority);
    Files.writeString(ca, caPem);
    Files.writeString(bundle, text);
    // The store last and whole: its presence says that all three are there.
    Path draft = Files.createTempFile(store.getParent(), "trust", ".new");
    try (var out = Files.newOutputStream(draft)) {
      keys.store(out, STORE_PASSWORD.toCharArray());
    }
    Files.move(draft, store, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static X509Certificate[] roots() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    @Nullable KeyStore theJdksOwn = null;
    factory.init(theJdksOwn);
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] fingerprint(Certificate certificate) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + PEM.encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
