// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.query.v1.EndpointSummary;
import dev.reprise.proto.query.v1.ListEndpointsRequest;
import dev.reprise.proto.query.v1.ListServicesRequest;
import dev.reprise.proto.query.v1.Selection;
import dev.reprise.proto.query.v1.ServiceSummary;
import dev.reprise.proto.traffic.v1.Direction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists recorded services, or their endpoints. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    description = "Lists recorded services, or their endpoints with latencies.",
    footerHeading = "%nExample:%n",
    footer = "  reprise services --endpoints --from 1h --filter 'direction = IN'")
public final class ServicesCommand implements Runnable {

  private static final List<Column> SERVICES =
      List.of(
          Column.text("service", "SERVICE"),
          Column.figure("inbound", "INBOUND"),
          Column.figure("outbound", "OUTBOUND"),
          Column.figure("errors", "ERRORS"),
          Column.text("first", "FIRST"),
          Column.text("last", "LAST"));

  private static final List<Column> ENDPOINTS =
      List.of(
          Column.text("service", "SERVICE"),
          Column.text("direction", "DIR"),
          Column.text("host", "HOST"),
          Column.text("endpoint", "ENDPOINT"),
          Column.text("technology", "TECHNOLOGY"),
          Column.figure("count", "COUNT"),
          Column.figure("errors", "ERRORS"),
          Column.figure("p50", "P50"),
          Column.figure("p95", "P95"),
          Column.figure("p99", "P99"));

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--endpoints", description = "One line an endpoint, with latency percentiles.")
  private boolean isByEndpoint;

  @Override
  public void run() {
    if (isByEndpoint) {
      endpoints();
    } else {
      services();
    }
  }

  private void services() {
    var printer = context.printer();
    var answer =
        context
            .query()
            .listServices(ListServicesRequest.newBuilder().setSelection(selection()).build());
    printer.rows(
        SERVICES,
        answer.getServicesList().stream().map(service -> service(service, printer)).toList());
  }

  private void endpoints() {
    var printer = context.printer();
    var answer =
        context
            .query()
            .listEndpoints(ListEndpointsRequest.newBuilder().setSelection(selection()).build());
    printer.rows(
        ENDPOINTS,
        answer.getEndpointsList().stream()
            .map(endpoint -> endpoint(endpoint, printer.isForPeople()))
            .toList());
  }

  private Selection selection() {
    return selection.selection(context.environment().clock());
  }

  private static Map<String, Object> service(ServiceSummary service, Printer printer) {
    var row = new LinkedHashMap<String, Object>();
    row.put("service", service.getService());
    row.put("inbound", service.getInbound());
    row.put("outbound", service.getOutbound());
    row.put("errors", service.getErrors());
    row.put("first", printer.time(service.getFirstNanos()));
    row.put("last", printer.time(service.getLastNanos()));
    return row;
  }

  private static Map<String, Object> endpoint(EndpointSummary endpoint, boolean isForPeople) {
    var row = new LinkedHashMap<String, Object>();
    row.put("service", endpoint.getService());
    row.put("direction", endpoint.getDirection() == Direction.DIRECTION_IN ? "IN" : "OUT");
    row.put("host", endpoint.getHost());
    row.put("endpoint", endpoint.getEndpoint());
    row.put("technology", endpoint.getTechnology());
    row.put("count", endpoint.getCount());
    if (isForPeople) {
      row.put("errors", Figures.percent(endpoint.getErrorRate()));
      row.put("p50", Figures.millis(endpoint.getP50Millis()));
      row.put("p95", Figures.millis(endpoint.getP95Millis()));
      row.put("p99", Figures.millis(endpoint.getP99Millis()));
    } else {
      row.put("error_rate", endpoint.getErrorRate());
      row.put("p50_millis", endpoint.getP50Millis());
      row.put("p90_millis", endpoint.getP90Millis());
      row.put("p95_millis", endpoint.getP95Millis());
      row.put("p99_millis", endpoint.getP99Millis());
    }
    return row;
  }
}
