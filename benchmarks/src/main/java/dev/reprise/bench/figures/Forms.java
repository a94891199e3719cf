// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Tells an outcome: as Markdown, for people and docs/performance.md alike, and as JSON. */
public final class Forms {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Forms() {}

  /** A section under a heading of the second level. */
  public static String markdown(Outcome outcome, Machine machine, LocalDate day) {
    var out = new StringBuilder();
    out.append("## ").append(outcome.title()).append("\n\n");
    out.append("`./reprise bench ").append(outcome.name()).append("`, ");
    out.append(day).append(", ").append(machine).append(".");
    out.append(
        machine.isQuiet() ? "\n" : " **The machine had other work: no figures to go by.**\n");
    outcome.method().forEach(paragraph -> out.append('\n').append(paragraph).append('\n'));
    outcome.sheets().forEach(sheet -> table(out, sheet));
    if (!outcome.claims().isEmpty()) {
      out.append("\n| goal | wanted | seen | |\n|---|---|---|---|\n");
      for (Claim claim : outcome.claims()) {
        out.append(
            "| %s | %s | %s | %s |\n"
                .formatted(
                    claim.goal(),
                    claim.bound(),
                    claim.shown(),
                    claim.holds() ? "held" : "**missed**"));
      }
    }
    return out.toString();
  }

  private static void table(StringBuilder out, Sheet sheet) {
    var figures = sheet.figures();
    out.append('\n').append(sheet.title()).append(":\n\n| |");
    figures.forEach(figure -> out.append(' ').append(figure.name()).append(" |"));
    out.append("\n|---|").append("---|".repeat(figures.size())).append('\n');
    sheet
        .rows()
        .forEach((subject, values) -> {
          var cells = new ArrayList<String>();
          for (Figure figure : figures) {
            List<Double> measured = values.getOrDefault(figure, List.of());
            cells.add(measured.isEmpty() ? "" : figure.show(Spread.of(measured)));
          }
          out.append("| ").append(subject).append(" | ");
          out.append(String.join(" | ", cells)).append(" |\n");
        });
  }

  /** Every measurement, for scripts. */
  public static String json(Outcome outcome, Machine machine) {
    ObjectNode root = JSON.createObjectNode();
    root.put("benchmark", outcome.name());
    root.put("machine", machine.toString());
    var sheets = root.putArray("sheets");
    for (Sheet sheet : outcome.sheets()) {
      var node = sheets.addObject().put("title", sheet.title());
      var rows = node.putObject("rows");
      sheet
          .rows()
          .forEach((subject, values) -> {
            var row = rows.putObject(subject);
            values.forEach(
                (figure, measured) -> measured.forEach(row.withArray(figure.name())::add));
          });
    }
    var claims = root.putArray("claims");
    for (Claim claim : outcome.claims()) {
      claims
          .addObject()
          .put("goal", claim.goal())
          .put("wanted", claim.bound())
          .put("min", claim.seen().min())
          .put("median", claim.seen().median())
          .put("max", claim.seen().max())
          .put("shown", claim.shown())
          .put("holds", claim.holds());
    }
    return root.toPrettyString();
  }
}
