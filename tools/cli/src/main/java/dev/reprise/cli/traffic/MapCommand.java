// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.proto.query.v1.ServiceMapEdge;
import dev.reprise.proto.query.v1.ServiceMapRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints who called whom. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = "Shows who called whom: callers, recorded services, dependencies.",
    footerHeading = "%nExample:%n",
    footer = "  reprise map --from 1h")
public final class MapCommand implements Runnable {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("from", "FROM"),
          Column.text("to", "TO"),
          Column.figure("port", "PORT"),
          Column.text("technology", "TECHNOLOGY"),
          Column.text("tls", "TLS"),
          Column.figure("count", "COUNT"),
          Column.figure("errors", "ERRORS"),
          Column.figure("p50", "P50"),
          Column.figure("p95", "P95"));

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Override
  public void run() {
    var printer = context.printer();
    var answer =
        context
            .query()
            .serviceMap(
                ServiceMapRequest.newBuilder()
                    .setSelection(selection.selection(context.environment().clock()))
                    .build());
    printer.rows(
        COLUMNS,
        answer.getEdgesList().stream().map(edge -> row(edge, printer.isForPeople())).toList());
  }

  private static Map<String, Object> row(ServiceMapEdge edge, boolean isForPeople) {
    var row = new LinkedHashMap<String, Object>();
    row.put("from", edge.getFrom());
    row.put("to", edge.getTo());
    row.put("port", edge.getPort());
    row.put("technology", edge.getTechnology());
    row.put("count", edge.getCount());
    if (isForPeople) {
      row.put("tls", edge.getTls() ? "yes" : "no");
      row.put("errors", Figures.percent(edge.getErrorRate()));
      row.put("p50", Figures.millis(edge.getP50Millis()));
      row.put("p95", Figures.millis(edge.getP95Millis()));
    } else {
      row.put("tls", edge.getTls());
      row.put("error_rate", edge.getErrorRate());
      row.put("p50_millis", edge.getP50Millis());
      row.put("p95_millis", edge.getP95Millis());
    }
    return row;
  }
}
