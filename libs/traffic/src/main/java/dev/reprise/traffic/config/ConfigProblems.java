// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import dev.reprise.traffic.config.ConfigNode.Spot;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Gathers everything that is wrong with one config file, to be told in one go. */
final class ConfigProblems {

  private static final int MAX_SHOWN = 50;
  private static final int EXCERPT_WIDTH = 120;

  private record Problem(Spot spot, String message, String remedy) {}

  private final String source;
  private final List<String> lines;
  private final List<Problem> found = new ArrayList<>();

  /**
   * @param source what to call the file, e.g. its path
   */
  ConfigProblems(String source, String text) {
    this.source = source;
    this.lines = text.lines().toList();
  }

  void add(Spot spot, String message, String remedy) {
    found.add(new Problem(spot, message, remedy));
  }

  /**
   * Does nothing when nothing is wrong.
   *
   * @throws AppException {@code CONFIG_INVALID}, naming all problems
   */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    var text = new StringBuilder("The test config cannot be used:");
    found.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> problem.spot().line())
                .thenComparingInt(problem -> problem.spot().column()))
        .limit(MAX_SHOWN)
        .forEach(problem -> describe(problem, text));
    if (found.size() > MAX_SHOWN) {
      text.append("\nand ").append(found.size() - MAX_SHOWN).append(" more.");
    }
    throw new AppException(
        ErrorKind.USER,
        "CONFIG_INVALID",
        text.toString(),
        "Correct it; docs/test-config.schema.json lists every key.",
        Map.of("source", source, "problems", String.valueOf(found.size())),
        null);
  }

  private void describe(Problem problem, StringBuilder text) {
    int line = problem.spot().line();
    int column = problem.spot().column();
    text.append("\n%s:%d:%d: %s".formatted(source, line, column, problem.message()));
    if (!problem.remedy().isEmpty()) {
      text.append("; ").append(problem.remedy());
    }
    if (line > lines.size()) {
      return;
    }
    String number = String.valueOf(line);
    text.append("\n  ").append(number).append(" | ").append(excerpt(line));
    if (column <= EXCERPT_WIDTH) {
      text.append("\n  ").repeat(' ', number.length()).append(" | ");
      text.repeat(' ', column - 1).append('^');
    }
  }

  // A tab would move the caret; one column each keeps it under the value.
  private String excerpt(int line) {
    String whole = lines.get(line - 1).replace('\t', ' ');
    return whole.length() <= EXCERPT_WIDTH ? whole : whole.substring(0, EXCERPT_WIDTH) + "…";
  }
}
