// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

/**
 * A column of a table.
 *
 * @param key the key of its values in a row
 * @param title what stands above them
 * @param isRightAligned whether values are figures
 */
public record Column(String key, String title, boolean isRightAligned) {

  /** A column of words. */
  public static Column text(String key, String title) {
    return new Column(key, title, false);
  }

  /** A column of figures. */
  public static Column figure(String key, String title) {
    return new Column(key, title, true);
  }
}
