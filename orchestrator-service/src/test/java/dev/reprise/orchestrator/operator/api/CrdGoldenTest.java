// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The definitions in k8s/crds are what the records say; {@code -Dgolden.update=true} writes them
 * anew.
 */
class CrdGoldenTest {

  private static final Path GOLDEN = Path.of("../k8s/crds");

  /** As people read them, left to right; the generator sorts by path. */
  private static final List<String> COLUMNS =
      List.of(
          "ENABLED",
          "MATCHED",
          "RECORDING",
          "MODE",
          "SNAPSHOT",
          "PHASE",
          "PROGRESS",
          "SUCCESS",
          "MATCHES",
          "VERDICT",
          "REPORT",
          "MESSAGE",
          "AGE");

  @ParameterizedTest
  @ValueSource(classes = {TrafficReplay.class, TrafficCapture.class})
  void isWhatTheRecordsSay(Class<? extends HasMetadata> type, @TempDir Path folder)
      throws IOException {
    String generated = generate(type, folder);
    var golden = GOLDEN.resolve(HasMetadata.getFullResourceName(type) + ".yaml");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, generated);
    }

    assertThat(Files.readString(golden))
        .as("%s is out of date: run this test with -Dgolden.update=true", golden)
        .isEqualTo(generated);
  }

  private static String generate(Class<? extends HasMetadata> type, Path folder)
      throws IOException {
    var written =
        new CRDGenerator()
            .customResourceClasses(List.of(type))
            .forCRDVersions("v1")
            .withImplicitPreserveUnknownFields(false)
            .inOutputDir(folder.toFile())
            .detailedGenerate();
    assertThat(written.numberOfGeneratedCRDs()).isEqualTo(1);
    var file = folder.resolve(HasMetadata.getFullResourceName(type) + "-v1.yml");
    var definition =
        Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    definition
        .getSpec()
        .getVersions()
        .forEach(version ->
            version
                .getAdditionalPrinterColumns()
                .sort(Comparator.comparingInt(CrdGoldenTest::place)));
    return "# Generated from dev.reprise.orchestrator.operator.api: change the records, not this file.\n"
        + Serialization.asYaml(definition);
  }

  private static int place(CustomResourceColumnDefinition column) {
    int place = COLUMNS.indexOf(column.getName());
    assertThat(place).as("a place for column %s", column.getName()).isNotNegative();
    return place;
  }
}
