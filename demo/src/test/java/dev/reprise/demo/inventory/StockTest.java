// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StockTest {

  @Test
  void followsFromTheProductAlone() {
    assertThat(Stock.available("SKU-1001")).hasValue(167);
    assertThat(Stock.available("SKU-1013")).hasValue(0);
    assertThat(Stock.available("SKU-1027")).hasValue(3);
  }

  @Test
  void isKnownForTheFortyProductsOnly() {
    for (String sku : List.of("SKU-1000", "SKU-1041", "SKU-9999", "sku-1001", "")) {
      assertThat(Stock.available(sku)).as(sku).isEmpty();
    }
    assertThat(Stock.available("SKU-1040")).isPresent();
  }
}
