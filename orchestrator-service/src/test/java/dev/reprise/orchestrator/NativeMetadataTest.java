// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixtures.NativeMetadata;
import org.junit.jupiter.api.Test;

class NativeMetadataTest {

  @Test
  void namesOnlyWhatIsThere() {
    var metadata = NativeMetadata.onTheClassPath();

    assertThat(metadata.files()).isNotEmpty();
    assertThat(metadata.problems()).isEmpty();
  }
}
