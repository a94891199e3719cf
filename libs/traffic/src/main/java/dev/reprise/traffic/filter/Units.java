// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.filter;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Amounts with a unit behind them: durations in nanoseconds, sizes in bytes. */
enum Units {
  DURATION(duration()),
  SIZE(size());

  @SuppressWarnings("ImmutableEnumChecker") // never written after it was made
  private final Map<String, Long> factors;

  Units(Map<String, Long> factors) {
    this.factors = factors;
  }

  static Optional<Units> of(FieldType type) {
    return switch (type) {
      case DURATION, TIME -> Optional.of(DURATION);
      case SIZE -> Optional.of(SIZE);
      case TEXT, WORD, NUMBER -> Optional.empty();
    };
  }

  /** The units, for messages. */
  String names() {
    return String.join(", ", factors.keySet());
  }

  /**
   * The amount in the smallest unit.
   *
   * @return empty when the unit is not known, or the amount is not whole or too large
   */
  OptionalLong parse(String digits, String unit) {
    Long factor = this == SIZE && unit.isEmpty() ? Long.valueOf(1) : factors.get(unit);
    return factor == null ? OptionalLong.empty() : exact(digits, factor);
  }

  /** The amount with the largest unit that keeps it whole. */
  String print(long amount) {
    String best = null;
    long bestFactor = 0;
    for (var unit : factors.entrySet()) {
      long factor = unit.getValue();
      if (amount % factor == 0 && factor > bestFactor && (amount > 0 || factor == 1)) {
        best = unit.getKey();
        bestFactor = factor;
      }
    }
    return this == SIZE && bestFactor == 1
        ? Long.toString(amount)
        : written(amount, best, bestFactor);
  }

  private static String written(long amount, @Nullable String unit, long factor) {
    return factor == 0 ? Long.toString(amount) : amount / factor + String.valueOf(unit);
  }

  static OptionalLong exact(String digits, long factor) {
    try {
      return OptionalLong.of(
          new BigDecimal(digits).multiply(BigDecimal.valueOf(factor)).longValueExact());
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static Map<String, Long> duration() {
    var units = new LinkedHashMap<String, Long>();
    units.put("ns", 1L);
    units.put("us", 1_000L);
    units.put("ms", 1_000_000L);
    units.put("s", 1_000_000_000L);
    units.put("m", 60_000_000_000L);
    units.put("h", 3_600_000_000_000L);
    units.put("d", 86_400_000_000_000L);
    return units;
  }

  private static Map<String, Long> size() {
    var units = new LinkedHashMap<String, Long>();
    units.put("B", 1L);
    units.put("KB", 1_000L);
    units.put("MB", 1_000_000L);
    units.put("GB", 1_000_000_000L);
    units.put("KiB", 1L << 10);
    units.put("MiB", 1L << 20);
    units.put("GiB", 1L << 30);
    return units;
  }
}
