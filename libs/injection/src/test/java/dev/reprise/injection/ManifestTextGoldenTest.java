// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole manifests before and after; {@code -Dgolden.update=true} writes the latter anew. */
class ManifestTextGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @ValueSource(strings = {"shop", "stateful", "batch", "pod", "transparent"})
  void isAsItWas(String name) throws IOException {
    var in = Files.readString(GOLDEN.resolve(name).resolve("in.yaml"));
    var out = GOLDEN.resolve(name).resolve("out.yaml");

    var result = ManifestText.inject(in, SidecarSettings.DEFAULT);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(out, result.text());
    }

    assertThat(result.problems()).isEmpty();
    assertThat(result.text()).isEqualTo(Files.readString(out));
    assertThat(Documents.items(result.text()))
        .filteredOn(document -> Workloads.template(document).isPresent())
        .isNotEmpty()
        .allSatisfy(document -> assertThat(KubernetesTypes.problems(document)).isEmpty());
    assertThat(ManifestText.inject(result.text(), SidecarSettings.DEFAULT).text())
        .as("twice is once")
        .isEqualTo(result.text());
    assertThat(Documents.all(ManifestText.remove(result.text()).text()))
        .as("taken out")
        .isEqualTo(Documents.all(in));
  }
}
