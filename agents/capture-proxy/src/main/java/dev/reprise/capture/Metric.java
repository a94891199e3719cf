// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import java.util.List;

/**
 * A figure of the proxy as Prometheus reads it.
 *
 * @param name as it is exposed
 * @param type what its value may do
 * @param unit what one is
 * @param meaning part of a sentence
 * @param samples its values now
 */
record Metric(String name, Type type, String unit, String meaning, List<Sample> samples) {

  /** What a value may do. */
  enum Type {
    /** It only grows. */
    COUNTER("counter"),
    /** It rises and falls. */
    GAUGE("gauge");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As Prometheus calls it. */
    String word() {
      return word;
    }
  }

  /**
   * A value.
   *
   * @param label as {@code name="value"}, or empty
   */
  record Sample(String label, long value) {}

  /** Copies the list. */
  Metric {
    samples = List.copyOf(samples);
  }

  static Metric counter(String name, String unit, String meaning, long value) {
    return new Metric(name + "_total", Type.COUNTER, unit, meaning, List.of(new Sample("", value)));
  }

  static Metric gauge(String name, String unit, String meaning, long value) {
    return new Metric(name, Type.GAUGE, unit, meaning, List.of(new Sample("", value)));
  }

  /** Adds it in Prometheus' text format. */
  void appendTo(StringBuilder text) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, meaning, name, type.word()));
    for (Sample sample : samples) {
      text.append(name);
      if (!sample.label().isEmpty()) {
        text.append('{').append(sample.label()).append('}');
      }
      text.append(' ').append(sample.value()).append('\n');
    }
  }
}
