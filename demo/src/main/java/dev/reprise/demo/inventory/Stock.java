// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.inventory;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many pieces of a product there are.
 *
 * <p>The number follows from the product alone and never falls: the shelves are filled up as fast
 * as they are emptied. So the order in which customers come changes no answer.
 */
final class Stock {

  private static final Pattern SKU = Pattern.compile("SKU-(1\\d{3})");
  private static final int FIRST = 1001;
  private static final int LAST = 1040;
  private static final int SOLD_OUT = 1013;
  private static final int NEARLY_SOLD_OUT = 1027;

  private Stock() {}

  /** The number of pieces; nothing for a product that is not known here. */
  static OptionalInt available(String sku) {
    var found = SKU.matcher(sku);
    if (!found.matches()) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(found.group(1));
    if (number < FIRST || number > LAST) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        switch (number) {
          case SOLD_OUT -> 0;
          case NEARLY_SOLD_OUT -> 3;
          default -> 40 + number * 7 % 160;
        });
  }

  /** Which of the two warehouses keeps the product. */
  static String warehouse(String sku) {
    return sku.endsWith("7") || sku.endsWith("3") ? "south" : "north";
  }
}
