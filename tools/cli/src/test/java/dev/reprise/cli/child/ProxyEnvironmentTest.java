// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.trust.PublicRoots;
import dev.reprise.traffic.trust.TrustBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyEnvironmentTest {

  // Any certificate will do for an authority, and each JVM has some.
  private static final String CA = TrustBundle.of(pemOfARoot(), List.of()).authorityPem();

  @TempDir Path folder;

  @Test
  void leadsEveryKnownRunTimeToTheProxyAndItsAuthority() {
    var files = TrustFiles.write(CA, folder);

    var environment = ProxyEnvironment.of("127.0.0.1", 4711, files, Map.of());

    assertThat(environment)
        .containsEntry("HTTP_PROXY", "http://127.0.0.1:4711")
        .containsEntry("https_proxy", "http://127.0.0.1:4711")
        .containsEntry("NO_PROXY", "")
        .containsEntry("no_proxy", "")
        .containsEntry("NODE_USE_ENV_PROXY", "1")
        .containsEntry("NODE_EXTRA_CA_CERTS", files.ca().toString())
        .containsEntry("SSL_CERT_FILE", files.bundle().toString())
        .containsEntry("REQUESTS_CA_BUNDLE", files.bundle().toString())
        .containsEntry("CURL_CA_BUNDLE", files.bundle().toString())
        .containsEntry("GIT_SSL_CAINFO", files.bundle().toString());
    assertThat(environment.getOrDefault("JAVA_TOOL_OPTIONS", "").split(" ", -1))
        .contains(
            "-Dhttps.proxyHost=127.0.0.1",
            "-Dhttps.proxyPort=4711",
            "-Dhttp.nonProxyHosts=",
            "-Djdk.http.auth.tunneling.disabledSchemes=",
            "-Djavax.net.ssl.trustStore=" + files.store());
  }

  @Test
  void addsToTheOptionsThatAJvmHasAlready() {
    var files = TrustFiles.write(CA, folder);

    var environment =
        ProxyEnvironment.of("127.0.0.1", 4711, files, Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m"));

    assertThat(environment.get("JAVA_TOOL_OPTIONS")).startsWith("-Xmx64m -Dhttp.proxyHost=");
  }

  @Test
  void writesTheAuthorityBesideThePublicRoots() throws IOException, GeneralSecurityException {
    var files = TrustFiles.write(CA, folder);

    assertThat(Files.readString(files.ca())).isEqualTo(CA);
    assertThat(Files.readString(files.bundle())).startsWith(CA);
    var store =
        KeyStore.getInstance(files.store().toFile(), TrustBundle.STORE_PASSWORD.toCharArray());
    assertThat(store.size()).isEqualTo(PublicRoots.all().size() + 1);
    assertThat(store.containsAlias("reprise")).isTrue();
  }

  @Test
  void leavesTheFilesOfARunningApplicationAlone() throws IOException {
    var files = TrustFiles.write(CA, folder);
    Files.writeString(files.bundle(), "still read");

    assertThat(TrustFiles.write(CA, folder)).isEqualTo(files);
    assertThat(Files.readString(files.bundle())).isEqualTo("still read");
  }

  private static String pemOfARoot() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(PublicRoots.all().getFirst().getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
