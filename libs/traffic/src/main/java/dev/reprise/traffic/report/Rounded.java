// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

/** Figures with three digits after the point, so that reports are read and compared easily. */
final class Rounded {

  private Rounded() {}

  /** To the nearest. */
  static double to3(double value) {
    return Math.round(value * 1e3) / 1e3;
  }

  /** A share in per cent, rounded down: 100 only when it is all. Of nothing it is 100. */
  static double percent(long part, long whole) {
    return whole == 0 ? 100 : Math.floor(part * 1e5 / whole) / 1e3;
  }
}
