// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Keys and certificates as text. */
public final class Pem {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /** A certificate as text. */
  public static String write(X509Certificate certificate) throws GeneralSecurityException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  /**
   * All certificates of a file.
   *
   * @throws CertificateException if it holds none
   */
  public static List<X509Certificate> readCertificates(Path file)
      throws IOException, CertificateException {
    return certificates(Files.readAllBytes(file), "'" + file + "'");
  }

  /**
   * All certificates of a text.
   *
   * @throws CertificateException if it holds none
   */
  public static List<X509Certificate> parseCertificates(String text) throws CertificateException {
    return certificates(text.getBytes(StandardCharsets.US_ASCII), "the text");
  }

  private static List<X509Certificate> certificates(byte[] pem, String source)
      throws CertificateException {
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      throw new CertificateException("there is no certificate in " + source);
    }
    return certificates;
  }

  static String write(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file).replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
    byte[] encoded = Base64.getMimeDecoder().decode(text);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static String block(String type, byte[] encoded) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, LINES.encodeToString(encoded), type)
        .replace(System.lineSeparator(), "\n");
  }
}
