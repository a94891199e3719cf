// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reprise.command.OutputClosed;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints results on standard output in the format asked for. Rows are ordered maps, so that every
 * format shows the same facts under the same names.
 *
 * <p>What was recorded may hold anything: on a terminal, control characters are shown, not obeyed.
 *
 * <p><b>Threads:</b> confined to the command's thread.
 *
 * <p>Each method throws {@link OutputClosed} once nobody reads what is printed.
 */
public final class Printer {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();
  private static final ObjectWriter JSON_LINE = new ObjectMapper().writer();
  private static final ObjectWriter YAML = new YAMLMapper().writer();
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final OutputFormat format;
  private final ZoneId zone;
  private final BooleanSupplier isClosed;

  /**
   * Prints to {@code out}, which the caller owns.
   *
   * @param zone in which people read times
   * @param isClosed whether nobody reads any more what is printed
   */
  public Printer(PrintWriter out, OutputFormat format, ZoneId zone, BooleanSupplier isClosed) {
    this.out = out;
    this.format = format;
    this.zone = zone;
    this.isClosed = isClosed;
  }

  /** Whether people read the output. */
  public boolean isForPeople() {
    return format == OutputFormat.TABLE;
  }

  /** A moment in nanoseconds since the epoch: in their zone for people, else as ISO-8601 in UTC. */
  public String time(long epochNanos) {
    return isForPeople() ? Figures.time(epochNanos, zone) : Figures.isoTime(epochNanos);
  }

  /** Prints a list: as a table with these columns, or whole. */
  public void rows(List<Column> columns, List<Map<String, Object>> rows) {
    switch (format) {
      case TABLE -> table(columns, rows);
      case JSON -> out.println(write(JSON, rows));
      case YAML -> out.print(write(YAML, rows));
    }
    flush();
  }

  /** Begins an endless list: the titles of a table. */
  public void titles(List<Column> columns, List<Integer> widths) {
    if (isForPeople()) {
      out.println(line(columns, widths, titles(columns)));
      flush();
    }
  }

  /** Prints one row of an endless list: a line of a table, a JSON line, a YAML document. */
  public void streamed(List<Column> columns, List<Integer> widths, Map<String, Object> row) {
    switch (format) {
      case TABLE -> out.println(line(columns, widths, row));
      case JSON -> out.println(write(JSON_LINE, row));
      case YAML -> out.print(write(YAML, row));
    }
    flush();
  }

  /** Prints one thing: as lines of keys and values, or whole. */
  public void detail(Map<String, ? extends @Nullable Object> facts) {
    switch (format) {
      case TABLE -> facts(facts, "");
      case JSON -> out.println(write(JSON, facts));
      case YAML -> out.print(write(YAML, facts));
    }
    flush();
  }

  /** Prints words of several lines, whatever the format. */
  public void text(String words) {
    words.lines().map(Printer::visible).forEach(out::println);
    flush();
  }

  private void flush() {
    out.flush();
    if (isClosed.getAsBoolean()) {
      throw new OutputClosed();
    }
  }

  /** A text without line breaks that a terminal cannot be driven by. */
  private static String visible(String text) {
    if (text.chars().noneMatch(Printer::isControl)) {
      return text;
    }
    var shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (isControl(c)) {
            shown.append("\\x%02x".formatted(c));
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  private static boolean isControl(int c) {
    return c != '\t' && Character.isISOControl(c);
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
    out.println(line(columns, widths, titles(columns)));
    rows.forEach(row -> out.println(line(columns, widths, row)));
  }

  private static Map<String, Object> titles(List<Column> columns) {
    var titles = new HashMap<String, Object>();
    columns.forEach(column -> titles.put(column.key(), column.title()));
    return titles;
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

  private void facts(Map<?, ? extends @Nullable Object> facts, String indent) {
    int width = facts.keySet().stream().mapToInt(key -> key.toString().length()).max().orElse(0);
    facts.forEach((key, value) -> {
      switch (value) {
        case null -> out.println(indent + key + ":");
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
        default -> {
          String pad = " ".repeat(width - key.toString().length() + 1);
          out.println(indent + key + ":" + pad + visible(value.toString()));
        }
      }
    });
  }

  private static String cell(Map<String, Object> row, Column column) {
    Object value = row.get(column.key());
    return value == null ? "" : visible(value.toString());
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of plain values can always be written", e);
    }
  }
}
