// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManifestTextTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      spec:
        hostIPC: no
        containers: [{name: c, image: c, command: ["yes", "0o7", "1e3", "~", "1.10", "12:30"]}]
        volumes: [{name: v, secret: {secretName: "007", defaultMode: 0400}}]
      """;

  @Test
  void otherDocumentsKeepEveryByte() {
    String other = "\n# x\na:   {b: 'c'}   # d\r\n...\n";
    String text = "---\n" + other + "--- # p\n" + POD + "---\n" + other + "---";

    var result = ManifestText.inject(text, SidecarSettings.DEFAULT);

    assertThat(result.problems()).isEmpty();
    assertThat(result.changed()).containsExactly("Pod p");
    assertThat(result.text())
        .startsWith("---\n" + other + "--- # p\n")
        .endsWith("---\n" + other + "---");
  }

  @Test
  void nothingToDoGivesTheSameText() {
    String text = "# only words\n---\n---\na: 1\n";

    assertThat(ManifestText.inject(text, SidecarSettings.DEFAULT).text()).isEqualTo(text);
    assertThat(ManifestText.remove(text + POD).text()).isEqualTo(text + POD);
  }

  @Test
  void whatHasItAlreadyKeepsEveryByte() {
    String once =
        ManifestText.inject(POD, SidecarSettings.DEFAULT)
            .text()
            .replace("  hostIPC:", "  # written since\n  hostIPC:");

    var twice = ManifestText.inject(once, SidecarSettings.DEFAULT);

    assertThat(twice.text()).isEqualTo(once);
    assertThat(twice.changed()).isEmpty();
  }

  @Test
  void scalarsMeanTheSameToAReaderOfYamlAfterwards() {
    String text = ManifestText.inject(POD, SidecarSettings.DEFAULT).text();

    assertThat(text)
        .containsPattern("hostIPC: (no|false)\n")
        .containsPattern("defaultMode: (0400|256)\n")
        .contains("secretName: \"007\"")
        .contains("- \"yes\"", "- \"1.10\"", "- \"1e3\"", "- \"~\"", "- \"0o7\"", "- \"12:30\"");
  }

  @Test
  void whatIsNoYamlIsToldWithItsPlace() {
    String text = "a: 1\n---\nb: [\n---\n" + POD;

    var result = ManifestText.inject(text, SidecarSettings.DEFAULT);

    assertThat(result.problems()).singleElement().asString().startsWith("Document 2 is no YAML");
    assertThat(result.text()).startsWith("a: 1\n---\nb: [\n---\n");
  }

  @Test
  void aWorkloadThatCannotHaveItStaysAndIsNamed() {
    String text = POD.replace("hostIPC: no", "hostNetwork: true");

    var result = ManifestText.inject(text, SidecarSettings.DEFAULT);

    assertThat(result.text()).isEqualTo(text);
    assertThat(result.problems()).singleElement().asString().startsWith("Pod p: ");
  }
}
