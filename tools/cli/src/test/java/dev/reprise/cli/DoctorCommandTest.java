// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.cli.cluster.doctor.Authorities;
import dev.reprise.cli.cluster.doctor.SickCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from a kubeconfig to its exit status. */
class DoctorCommandTest {

  @TempDir Path home;

  @Test
  void isContentWithAHealthyCluster() throws Exception {
    try (var cluster = new SickCluster(Authorities.from("-1d"))) {
      var result = doctor(cluster, "--for", "shop");

      assertThat(result.status()).as(result.toString()).isZero();
      assertThat(result.out()).startsWith("VERDICT  WHAT").doesNotContain("problem", "unknown");
    }
  }

  @Test
  void saysWhatIsWrongAndTheRemedyAndExitsWithThree() throws Exception {
    try (var cluster = new SickCluster(Authorities.from("-9d"))) {
      var result = doctor(cluster, "--for", "shop", "--for", "nowhere");

      assertThat(result.status()).isEqualTo(3);
      assertThat(result.out())
          .contains(
              "problem  webhook's certificate",
              "problem  namespace nowhere",
              "\nwebhook's certificate: Delete Secret reprise-webhook-tls");

      var findings =
          new ObjectMapper().readTree(doctor(cluster, "--for", "shop", "-o", "json").out());
      assertThat(findings)
          .filteredOn(one -> one.path("verdict").asText().equals("problem"))
          .singleElement()
          .satisfies(one -> assertThat(one.path("remedy").asText()).startsWith("Delete Secret"));
    }
  }

  @Test
  void saysWhichClusterItCannotFind() {
    try (var cli = new CommandLineUnderTest(home)) {
      var result = cli.run("doctor", "--kubeconfig", home.resolve("no").toString());

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).contains("Which cluster is meant", "--kubeconfig");
    }
  }

  private CommandLineUnderTest.Result doctor(SickCluster cluster, String... options)
      throws IOException {
    Path file = home.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test}}]
        clusters: [{name: test, cluster: {server: "%s"}}]
        users: [{name: test, user: {token: t}}]
        """
            .formatted(cluster.client().getMasterUrl()));
    var arguments =
        new java.util.ArrayList<>(java.util.List.of("doctor", "--kubeconfig", file.toString()));
    arguments.addAll(java.util.List.of(options));
    try (var cli = new CommandLineUnderTest(home)) {
      return cli.run(arguments.toArray(String[]::new));
    }
  }
}
