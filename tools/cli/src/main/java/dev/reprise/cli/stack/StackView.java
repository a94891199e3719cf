// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.cli.output.Printer;
import dev.reprise.localstack.PartStatus;
import dev.reprise.localstack.StackStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the stack looks. */
final class StackView {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("part", "PART"),
          Column.text("state", "STATE"),
          Column.figure("pid", "PID"),
          Column.figure("port", "PORT"),
          Column.figure("uptime", "UPTIME"),
          Column.figure("restarts", "RESTARTS"),
          Column.figure("memory", "MEMORY"),
          Column.text("last_end", "LAST END"));

  private StackView() {}

  static void print(Printer printer, StackStatus status) {
    var parts = status.parts().stream().map(part -> row(part, printer.isForPeople())).toList();
    if (!printer.isForPeople()) {
      var facts = new LinkedHashMap<String, Object>();
      facts.put("phase", status.phase().name().toLowerCase(Locale.ROOT));
      facts.put("addresses", new TreeMap<>(status.addresses()));
      facts.put("parts", parts);
      printer.detail(facts);
      return;
    }
    printer.text("The stack is " + status.phase().name().toLowerCase(Locale.ROOT) + ".");
    if (!parts.isEmpty()) {
      printer.rows(COLUMNS, parts);
      printer.text(
          "\nThe web page: reprise open\nGraphQL: http://%s/q/graphql-ui"
              .formatted(status.addresses().getOrDefault("reprise.query.address", "")));
    }
  }

  private static Map<String, Object> row(PartStatus part, boolean isForPeople) {
    var report = part.report();
    var row = new LinkedHashMap<String, Object>();
    row.put("part", report.name());
    row.put("state", report.state());
    report.pid().ifPresent(pid -> row.put("pid", pid));
    report.port().ifPresent(port -> row.put("port", port));
    part.uptime()
        .ifPresent(uptime ->
            row.put(
                isForPeople ? "uptime" : "uptime_seconds",
                isForPeople ? brief(uptime) : uptime.toSeconds()));
    row.put("restarts", report.restarts());
    part.memoryBytes()
        .ifPresent(bytes ->
            row.put(
                isForPeople ? "memory" : "memory_bytes",
                isForPeople ? Figures.bytes(bytes) : bytes));
    row.put("last_end", report.lastEnd().orElse(""));
    return row;
  }

  private static String brief(Duration duration) {
    return duration.toHours() > 0
        ? "%dh%02dm".formatted(duration.toHours(), duration.toMinutesPart())
        : "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
