// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.trust.TrustBundle;
import dev.reprise.wire.tls.LocalAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy beside an application in a pod shows: that it is ready, and whom to trust. */
class SidecarDoorsTest {

  @TempDir Path folder;

  @Test
  void isReadyForAsLongAsItIsOpen() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      HttpRequest question;
      try (var door = HealthDoor.open("127.0.0.1", Optional.of(0))) {
        question =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/ready"))
                .build();
        assertThat(client.send(question, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }

      assertThatThrownBy(() -> client.send(question, BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aHealthPortThatIsTakenIsRefused() {
    try (var door = HealthDoor.open("127.0.0.1", Optional.of(0))) {
      assertThatThrownBy(() -> HealthDoor.open("127.0.0.1", Optional.of(door.port())))
          .isInstanceOf(AppException.class)
          .hasMessageContaining(Integer.toString(door.port()));
    }
  }

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
