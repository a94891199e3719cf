// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

  @Test
  void leavesOnlyTheCertificateToTrust(@TempDir Path directory) throws Exception {
    var tls = CertificateAuthority.makeIn(directory);

    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("payment-ca.pem"));
    }
    byte[] pem = Files.readAllBytes(directory.resolve("payment-ca.pem"));
    var authority =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem));
    assertThat(authority.getSubjectX500Principal().getName()).isEqualTo("CN=Demo Payment CA");
    assertThat(authority.getBasicConstraints()).isNotNegative();
    assertThat(tls.getProtocol()).isEqualTo("TLS");
  }
}
