// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CartProperties {

  private final List<Product> products = List.copyOf(new Catalogue().all());

  /**
   * However a cart was filled, it holds the last quantity of each product, and its total is their
   * sum.
   */
  @Property
  void holdsTheLastQuantityOfEachProductAndTheirSum(
      @ForAll @Size(max = 12) List<@IntRange(max = 4) Integer> chosen,
      @ForAll @Size(value = 12) List<@IntRange(max = 9) Integer> quantities) {
    var cart = new Cart("c", Instant.EPOCH, Instant.EPOCH, List.of());
    var expected = new LinkedHashMap<Product, Integer>();
    for (int i = 0; i < chosen.size(); i++) {
      Product product = products.get(chosen.get(i));
      cart = cart.with(product, quantities.get(i), Instant.EPOCH);
      if (quantities.get(i) == 0) {
        expected.remove(product);
      } else {
        expected.put(product, quantities.get(i));
      }
    }

    int sum =
        expected.entrySet().stream().mapToInt(it -> it.getKey().priceCents() * it.getValue()).sum();
    assertThat(cart.lines())
        .containsExactlyElementsOf(
            expected.entrySet().stream()
                .map(it -> new Cart.Line(it.getKey(), it.getValue()))
                .toList());
    assertThat(cart.subtotalCents()).isEqualTo(sum);
    assertThat(cart.totalCents()).isEqualTo(sum + (sum == 0 || sum >= 5_000 ? 0 : 490));
  }
}
