// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * An authority beside public roots, in the forms that run-times read.
 *
 * <p><b>Cost:</b> a store of 150 roots is about 250 KB and is made in some ten milliseconds.
 */
public final class TrustBundle {

  /** A trust store holds nothing secret, but the format wants a password. */
  public static final String STORE_PASSWORD = "changeit";

  private static final Base64.Encoder PEM =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final List<X509Certificate> roots;
  private final X509Certificate authority;

  private TrustBundle(List<X509Certificate> roots, X509Certificate authority) {
    this.roots = List.copyOf(roots);
    this.authority = authority;
  }

  /**
   * Of an authority and roots.
   *
   * @param authorityPem its certificate
   * @param roots what is trusted anyway
   * @throws IllegalArgumentException if that is no certificate
   */
  public static TrustBundle of(String authorityPem, List<X509Certificate> roots) {
    try {
      var certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(authorityPem.getBytes(StandardCharsets.US_ASCII)));
      return new TrustBundle(roots, (X509Certificate) certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the authority is not a certificate in PEM form", e);
    }
  }

  /** Only the authority, PEM. */
  public String authorityPem() {
    return pem(authority);
  }

  /** All of them, PEM; the authority first. */
  public String bundlePem() {
    var text = new StringBuilder(pem(authority));
    roots.forEach(root -> text.append(pem(root)));
    return text.toString();
  }

  /** All of them as a PKCS #12 trust store. */
  public byte[] store() {
    try (var out = new ByteArrayOutputStream()) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      int number = 0;
      for (X509Certificate root : roots) {
        keys.setCertificateEntry("root-" + number++, root);
      }
      keys.setCertificateEntry("reprise", authority);
      keys.store(out, STORE_PASSWORD.toCharArray());
      return out.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a trust store in memory cannot be written", e);
    }
  }

  private static String pem(Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + PEM.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }
}
