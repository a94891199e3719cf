// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.localstack.PartStatus;
import dev.reprise.localstack.StackStatus;
import dev.reprise.localstack.home.PartReport;
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

  static void print(CommandContext context, StackStatus status) {
    var printer = context.printer();
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
      printer.text("\nThe web page: reprise open\nGraphQL: " + graphQl(context, status));
    }
  }

  /** What a part is doing, in a line. */
  static String line(PartReport part) {
    String note = part.state().equals("training") ? " (writes its start-up cache, once)" : "";
    return "  %s: %s%s".formatted(part.name(), part.state(), note);
  }

  /**
   * On a terminal with the token, so that a browser may follow it; what is printed elsewhere may
   * end up anywhere.
   */
  private static String graphQl(CommandContext context, StackStatus status) {
    String address = status.addresses().getOrDefault("reprise.query.address", "");
    String token = context.token();
    return "http://%s/q/graphql-ui%s"
        .formatted(
            address,
            context.environment().isTerminal() && !token.isEmpty() ? "?token=" + token : "");
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
