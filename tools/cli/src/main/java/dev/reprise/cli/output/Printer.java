// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints results on standard output in the format asked for. Rows are ordered maps, so that every
 * format shows the same facts under the same names.
 *
 * <p><b>Threads:</b> confined to the command's thread.
 */
public final class Printer {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();
  private static final ObjectWriter JSON_LINE = new ObjectMapper().writer();
  private static final ObjectWriter YAML = new YAMLMapper().writer();
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final OutputFormat format;

  /** Prints to {@code out}, which the caller owns. */
  public Printer(PrintWriter out, OutputFormat format) {
    this.out = out;
    this.format = format;
  }

  /** Whether people read the output. */
  public boolean isForPeople() {
    return format == OutputFormat.TABLE;
  }

  /** Prints a list: as a table with these columns, or whole. */
  public void rows(List<Column> columns, List<Map<String, Object>> rows) {
    switch (format) {
      case TABLE -> table(columns, rows);
      case JSON -> out.println(write(JSON, rows));
      case YAML -> out.print(write(YAML, rows));
    }
    out.flush();
  }

  /** Prints one row of an endless list: a line of a table, a JSON line, a YAML document. */
  public void streamed(List<Column> columns, List<Integer> widths, Map<String, Object> row) {
    switch (format) {
      case TABLE -> out.println(line(columns, widths, row));
      case JSON -> out.println(write(JSON_LINE, row));
      case YAML -> out.print(write(YAML, row));
    }
    out.flush();
  }

  /** Prints one thing: as lines of keys and values, or whole. */
  public void detail(Map<String, Object> facts) {
    switch (format) {
      case TABLE -> facts(facts, "");
      case JSON -> out.println(write(JSON, facts));
      case YAML -> out.print(write(YAML, facts));
    }
    out.flush();
  }

  /** Prints words, whatever the format. */
  public void text(String words) {
    out.println(words);
    out.flush();
  }

  /** Prints words for people; programs do not get them. */
  public void note(String words) {
    if (isForPeople()) {
      text(words);
    }
  }

  private void table(List<Column> columns, List<Map<String, Object>> rows) {
    var widths = new ArrayList<Integer>();
    for (Column column : columns) {
      int width = column.title().length();
      for (var row : rows) {
        width = Math.max(width, cell(row, column).length());
      }
      widths.add(width);
    }
    var title = new java.util.HashMap<String, Object>();
    columns.forEach(column -> title.put(column.key(), column.title()));
    out.println(line(columns, widths, title));
    rows.forEach(row -> out.println(line(columns, widths, row)));
  }

  private static String line(List<Column> columns, List<Integer> widths, Map<String, Object> row) {
    var line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String cell = cell(row, column);
      String pad = " ".repeat(Math.max(0, widths.get(i) - cell.length()));
      line.append(i == 0 ? "" : GAP);
      line.append(column.isRightAligned() ? pad + cell : cell + pad);
    }
    return line.toString().stripTrailing();
  }

  private void facts(Map<?, ?> facts, String indent) {
    int width = facts.keySet().stream().mapToInt(key -> key.toString().length()).max().orElse(0);
    facts.forEach((key, value) -> {
      switch (value) {
        case Map<?, ?> inner -> {
          out.println(indent + key + ":");
          facts(inner, indent + GAP);
        }
        case List<?> list when !list.isEmpty() && list.getFirst() instanceof Map<?, ?> -> {
          out.println(indent + key + ":");
          for (Object item : list) {
            out.println(indent + GAP + "-");
            facts((Map<?, ?>) item, indent + GAP + GAP);
          }
        }
        default ->
            out.println(
                indent + key + ":" + " ".repeat(width - key.toString().length() + 1) + value);
      }
    });
  }

  private static String cell(Map<String, Object> row, Column column) {
    Object value = row.get(column.key());
    return value == null ? "" : value.toString();
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of plain values can always be written", e);
    }
  }
}
