// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.trust.TrustBundle;
import dev.reprise.wire.tls.LocalAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFolderTest {

  @TempDir Path folder;

  @Test
  void trustIsReadableByOtherUsersAndHoldsNoKey() throws Exception {
    var authority = LocalAuthority.in(folder.resolve("ca"));
    var trust = folder.resolve("trust");

    TrustFolder.write(trust, authority.certificateFile());

    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(trust.resolve("truststore.p12"))) {
      store.load(in, TrustBundle.STORE_PASSWORD.toCharArray());
    }
    assertThat(store.getCertificate("reprise")).isEqualTo(authority.certificate());
    assertThat(trust.resolve("bundle.pem"))
        .content()
        .startsWith(Files.readString(trust.resolve("ca.pem")))
        .doesNotContain("PRIVATE KEY");
    try (var files = Files.list(trust)) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file))
                  .contains(PosixFilePermission.OTHERS_READ));
    }
  }
}
