// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measurements of several subjects, side by side.
 *
 * <p>Those of one figure are taken in rounds in which every subject has its turn, so that the n-th
 * of one may be held against the n-th of another ({@link #ratio}).
 *
 * <p><b>Threads:</b> confined to one.
 */
public final class Sheet {

  private final String title;
  private final Set<Figure> figures = new LinkedHashSet<>();
  private final Map<String, Map<Figure, List<Double>>> rows = new LinkedHashMap<>();

  /**
   * @param title what the subjects were asked to do
   */
  public Sheet(String title) {
    this.title = title;
  }

  /** What the subjects were asked to do. */
  public String title() {
    return title;
  }

  /** Notes a measurement. */
  public void add(String subject, Figure figure, double value) {
    figures.add(figure);
    rows.computeIfAbsent(subject, _ -> new LinkedHashMap<>())
        .computeIfAbsent(figure, _ -> new ArrayList<>())
        .add(value);
  }

  /**
   * The spread of a figure.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public Spread spread(String subject, Figure figure) {
    return Spread.of(values(subject, figure));
  }

  /** The spread of a figure of one subject divided by that of another in the same round. */
  public Spread ratio(String subject, String other, Figure figure) {
    var ours = values(subject, figure);
    var theirs = values(other, figure);
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
      ratios.add(ours.get(round) / theirs.get(round));
    }
    return Spread.of(ratios);
  }

  /** The spread of a figure of one subject less that of another in the same round. */
  public Spread excess(String subject, String other, Figure figure) {
    var ours = values(subject, figure);
    var theirs = values(other, figure);
    var excesses = new ArrayList<Double>();
    for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
      excesses.add(ours.get(round) - theirs.get(round));
    }
    return Spread.of(excesses);
  }

  /** Whether the subject was measured at all. */
  public boolean has(String subject) {
    return rows.containsKey(subject);
  }

  /** All measurements by subject and figure, in the order they were first made. */
  public Map<String, Map<Figure, List<Double>>> rows() {
    return rows;
  }

  /** The figures, in the order they were first noted. */
  public List<Figure> figures() {
    return List.copyOf(figures);
  }

  private List<Double> values(String subject, Figure figure) {
    return rows.getOrDefault(subject, Map.of()).getOrDefault(figure, List.of());
  }
}
