// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import java.util.ArrayList;
import java.util.List;

/** Lays rows out in columns for a terminal: the first column to the left, figures to the right. */
final class TextTable {

  private static final int MAX_CELL_CHARS = 72;

  private final List<List<String>> rows = new ArrayList<>();
  private final int leftColumns;

  /**
   * @param leftColumns how many columns are words, set to the left
   */
  TextTable(int leftColumns, String... titles) {
    this.leftColumns = leftColumns;
    row(titles);
  }

  void row(String... cells) {
    rows.add(java.util.Arrays.stream(cells).map(TextTable::shown).toList());
  }

  /** Writes the table, each line indented by two. */
  void writeTo(StringBuilder out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        int gap = widths[i] - row.get(i).length();
        line.repeat(' ', i < leftColumns ? 0 : gap).append(row.get(i));
        line.repeat(' ', i < leftColumns ? gap : 0).append("  ");
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** Without control characters, which could drive the terminal. */
  static String printable(String text) {
    var clean = new StringBuilder();
    text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '·' : c));
    return clean.toString();
  }

  /** Printable, and no longer than a cell. */
  static String shown(String text) {
    var clean = printable(text);
    return clean.length() <= MAX_CELL_CHARS
        ? clean.toString()
        : clean.substring(0, MAX_CELL_CHARS - 1) + "…";
  }
}
