// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class CartsTest {

  private final Carts carts = new Carts(new Catalogue(), Clock.systemUTC());

  @Test
  void letsACartBeOrderedOnceAndAgainWhenItWasGivenBack() {
    String id = carts.create().id();
    Cart filled = carts.put(id, Catalogue.BESTSELLER, 2);

    assertThat(carts.take(id)).isEqualTo(filled);
    assertThatThrownBy(() -> carts.take(id)).hasMessageContaining("nothing in the cart");

    carts.giveBack(filled);
    assertThat(carts.take(id)).isEqualTo(filled);
  }

  @Test
  void refusesCartsAndProductsThatThereAreNot() {
    String id = carts.create().id();

    assertThatThrownBy(() -> carts.get("x")).hasMessage("There is no cart 'x'.");
    assertThatThrownBy(() -> carts.put("x", Catalogue.BESTSELLER, 1)).hasMessageContaining("'x'");
    assertThatThrownBy(() -> carts.put(id, "SKU-1", 1)).hasMessageContaining("'SKU-1'");
  }
}
