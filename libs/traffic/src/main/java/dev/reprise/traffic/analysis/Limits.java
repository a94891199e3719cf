// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

/**
 * Bounds of an analysis. What is past one is counted and told as a finding.
 *
 * @param values identifiers whose maker is remembered; 24 bytes each, and as much again while
 *     growing
 * @param places for which evidence is gathered; about half a KiB each
 * @param valuesPerMessage looked at
 */
public record Limits(int values, int places, int valuesPerMessage) {

  /** Enough for millions of pairs in 256 MiB of heap. */
  public static final Limits DEFAULT = new Limits(1_500_000, 50_000, 20_000);
}
