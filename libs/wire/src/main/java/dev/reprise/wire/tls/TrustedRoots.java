// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Authorities to trust: those that this JDK trusts, and others.
 *
 * <p><b>Threads:</b> immutable; reading files blocks.
 */
public final class TrustedRoots {

  private final List<X509Certificate> certificates;

  private TrustedRoots(List<X509Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /**
   * The JDK's roots and the certificates of the files.
   *
   * @param files PEM
   */
  public static TrustedRoots withJdkRootsAnd(List<Path> files)
      throws IOException, GeneralSecurityException {
    var more = new ArrayList<X509Certificate>();
    for (Path file : files) {
      more.addAll(Pem.readCertificates(file));
    }
    return withJdkRootsAndCertificates(more);
  }

  /** The JDK's roots and these certificates. */
  static TrustedRoots withJdkRootsAndCertificates(List<X509Certificate> certificates)
      throws GeneralSecurityException {
    var all = new ArrayList<X509Certificate>(jdkRoots());
    all.addAll(certificates);
    return new TrustedRoots(all);
  }

  /** The certificates, the JDK's first. */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** All of them in a store of type PKCS12 that holds nothing else. */
  public KeyStore keyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("root-" + i, certificates.get(i));
    }
    return store;
  }

  TrustManagerFactory trustManagers() throws GeneralSecurityException, IOException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(keyStore());
    return factory;
  }

  private static List<X509Certificate> jdkRoots() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
        .toList();
  }
}
