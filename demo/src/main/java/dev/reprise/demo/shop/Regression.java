// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.process.UsageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A fault that can be built into the shop, so that a replay has something to find. Each shows at
 * one endpoint and nowhere else.
 */
enum Regression {
  /**
   * {@code GET /catalogue/SKU-1001} tells a price one euro too high; carts and charges are right.
   */
  PRICE("price"),
  /** {@code GET /orders/{id}} leaves the field {@code currency} out. */
  DROPPED_FIELD("dropped-field"),
  /** {@code GET /cart/{id}} takes half a second longer. */
  SLOW("slow");

  private final String word;

  Regression(String word) {
    this.word = word;
  }

  /**
   * Reads a list with commas.
   *
   * @throws UsageException when it holds another word
   */
  static Set<Regression> parse(String list) {
    var chosen = EnumSet.noneOf(Regression.class);
    Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .forEach(word -> chosen.add(named(word)));
    return chosen;
  }

  private static Regression named(String word) {
    return Arrays.stream(values())
        .filter(regression -> regression.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "There is no regression '" + word + "'; use price, dropped-field or slow."));
  }
}
