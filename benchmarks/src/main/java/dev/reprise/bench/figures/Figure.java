// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import java.util.Locale;

/**
 * What is measured.
 *
 * @param name as a column's head, with its unit
 * @param decimals how many are shown
 */
public record Figure(String name, int decimals) {

  /** One measurement. */
  public String show(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
  }

  /** The smallest, middle and largest, or the only one. */
  public String show(Spread spread) {
    return spread.count() == 1
        ? show(spread.median())
        : show(spread.min()) + " / **" + show(spread.median()) + "** / " + show(spread.max());
  }
}
