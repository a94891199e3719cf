// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.demo.http.Json;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void isTheSameInEveryProcess() {
    assertThat(new Catalogue().all()).hasSize(40).doesNotHaveDuplicates();
    assertThat(new Catalogue().get(Catalogue.BESTSELLER))
        .isEqualTo(new Product("SKU-1001", "Assam tea, classic", "tea", 390, 50));
    assertThat(new Catalogue().export()).isEqualTo(new Catalogue().export());
  }

  @Test
  void exportsAboutTwoMegabytes() {
    assertThat(Json.bytes(new Catalogue().export())).hasSizeBetween(1_800_000, 2_200_000);
  }
}
