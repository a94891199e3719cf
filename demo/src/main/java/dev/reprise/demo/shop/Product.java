// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

/**
 * Something that the shop sells.
 *
 * @param priceCents what one piece costs, in cents of a euro
 */
record Product(String sku, String name, String category, int priceCents, int weightGrams) {

  Product withPriceCents(int other) {
    return new Product(sku, name, category, other, weightGrams);
  }
}
