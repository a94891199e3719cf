// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import dev.reprise.demo.http.ApiException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the shop sells: the same forty products in every process.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Catalogue {

  /** The product that more customers look at than at any other. */
  static final String BESTSELLER = "SKU-1001";

  private static final int FIRST = 1001;
  private static final int PRODUCTS = 40;
  private static final int VARIANTS = 265;
  private static final long EXPORT_SEED = 20_240_501L;

  private static final List<String> CATEGORIES = List.of("tea", "coffee", "spice", "ware");
  private static final List<String> ORIGINS =
      List.of("Assam", "Uji", "Sidamo", "Malabar", "Oaxaca", "Kyoto", "Zanzibar", "Seto");
  private static final List<String> GRADES =
      List.of("classic", "reserve", "mountain", "harvest", "old town");

  private final Map<String, Product> bySku;

  Catalogue() {
    var products = new LinkedHashMap<String, Product>();
    for (int i = 0; i < PRODUCTS; i++) {
      Product product = product(i);
      products.put(product.sku(), product);
    }
    this.bySku = Collections.unmodifiableMap(products);
  }

  Collection<Product> all() {
    return bySku.values();
  }

  Optional<Product> find(String sku) {
    return Optional.ofNullable(bySku.get(sku));
  }

  /**
   * The product.
   *
   * @throws ApiException 404 when there is none
   */
  Product get(String sku) {
    return find(sku)
        .orElseThrow(
            () -> new ApiException(404, "unknown_sku", "There is no product '" + sku + "'."));
  }

  /** All variants of all products, about two megabytes of JSON, the same in every process. */
  List<Variant> export() {
    var random = new SplittableRandom(EXPORT_SEED);
    return all().stream()
        .flatMap(product -> random.longs(VARIANTS).mapToObj(barcode -> variant(product, barcode)))
        .toList();
  }

  private static Product product(int index) {
    String category = CATEGORIES.get(index % CATEGORIES.size());
    String origin = ORIGINS.get(index * 3 % ORIGINS.size());
    String grade = GRADES.get(index % GRADES.size());
    int priceCents = 390 + index * 137 % 2_900;
    int weightGrams = 50 + index * 25 % 700;
    String name = origin + " " + category + ", " + grade;
    return new Product("SKU-" + (FIRST + index), name, category, priceCents, weightGrams);
  }

  private static Variant variant(Product product, long barcode) {
    String digits =
        String.format(Locale.ROOT, "%013d", Math.floorMod(barcode, 10_000_000_000_000L));
    int priceCents = product.priceCents() + Math.floorMod(barcode, 500);
    String description =
        "%s from the lot %s, packed by hand and sent within two days"
            .formatted(product.name(), digits.substring(7));
    return new Variant(
        product.sku(),
        product.sku() + "-" + digits.substring(0, 6),
        digits,
        priceCents,
        description);
  }

  /** One packing of a product, as the export lists it. */
  record Variant(String sku, String variant, String barcode, int priceCents, String description) {}
}
