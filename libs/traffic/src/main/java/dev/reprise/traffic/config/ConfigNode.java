// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import java.math.BigDecimal;
import java.util.List;

/** A value of a config file with the place it stands at, so that problems can point there. */
sealed interface ConfigNode {

  /** Where it begins. */
  Spot spot();

  /** What a person calls it, e.g. {@code a list}. */
  String kind();

  /**
   * A place in a file.
   *
   * @param line from 1
   * @param column from 1
   */
  record Spot(int line, int column) {}

  /** Keys with values, in the order of the file. */
  record Mapping(Spot spot, List<Entry> entries) implements ConfigNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a group of keys";
    }
  }

  /** One key of a {@link Mapping}. */
  record Entry(Spot spot, String key, ConfigNode value) {}

  /** A list. */
  record Items(Spot spot, List<ConfigNode> values) implements ConfigNode {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A text. */
  record Text(Spot spot, String value) implements ConfigNode {
    @Override
    public String kind() {
      return "the text '" + value + "'";
    }
  }

  /** A number. */
  record Numeral(Spot spot, BigDecimal value) implements ConfigNode {
    @Override
    public String kind() {
      return "the number " + value;
    }
  }

  /** {@code true} or {@code false}. */
  record Flag(Spot spot, boolean value) implements ConfigNode {
    @Override
    public String kind() {
      return String.valueOf(value);
    }
  }

  /** {@code null}, or nothing after a key. */
  record Nothing(Spot spot) implements ConfigNode {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
