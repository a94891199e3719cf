// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IntentTest {

  @Test
  void readsBackFromTheMetadataOfACommit() {
    var intent = new Intent(12, 345);

    assertThat(Intent.parse(intent.metadata())).contains(intent);
  }

  @Test
  void metadataOfOthersIsNoIntent() {
    assertThat(Intent.parse("")).isEmpty();
    assertThat(Intent.parse("something else")).isEmpty();
    assertThat(Intent.parse("intent:1-2 and more")).isEmpty();
  }

  @Test
  void holdsAtLeastOneOffset() {
    assertThatThrownBy(() -> new Intent(5, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
