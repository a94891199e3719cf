// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.snapshot.v1.Finding;
import dev.reprise.proto.snapshot.v1.Slice;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.TokenSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one snapshot looks: what it holds, what was found, how to replay it. */
final class SnapshotView {

  private static final List<Column> SLICES =
      List.of(
          Column.text("key", "SLICE"),
          Column.text("use", "USE"),
          Column.text("technology", "TECHNOLOGY"),
          Column.figure("pairs", "PAIRS"),
          Column.figure("endpoints", "ENDPOINTS"),
          Column.text("enabled", "ON"));

  private static final List<Column> TOKENS =
      List.of(
          Column.text("type", "TYPE"),
          Column.text("producer", "MADE BY"),
          Column.figure("uses", "USED AT"),
          Column.figure("values", "VALUES"),
          Column.text("confidence", "SURE"));

  private SnapshotView() {}

  static void print(CommandContext context, Snapshot snapshot) {
    var printer = context.printer();
    var instructions = Instructions.of(snapshot, context);
    if (!printer.isForPeople()) {
      printer.detail(whole(snapshot, instructions, printer));
      return;
    }
    printer.text(
        "Snapshot %s, version %d, of %s%s: %d inbound and %d outbound pairs, %s, digest %s"
            .formatted(
                snapshot.getName(),
                snapshot.getVersion(),
                printer.time(snapshot.getCreatedNanos()),
                snapshot.getCreatedBy().isEmpty() ? "" : " by " + snapshot.getCreatedBy(),
                snapshot.getInboundPairs(),
                snapshot.getOutboundPairs(),
                Figures.bytes(snapshot.getSizeBytes()),
                snapshot.getDigest()));
    printer.text("\nSlices");
    printer.rows(SLICES, snapshot.getSlicesList().stream().map(SnapshotView::slice).toList());
    if (!snapshot.getTokensList().isEmpty()) {
      printer.text("\nValues that each run makes anew");
      printer.rows(TOKENS, snapshot.getTokensList().stream().map(SnapshotView::token).toList());
    }
    for (Finding finding : snapshot.getFindingsList()) {
      printer.text(
          "\n%s: %s %s"
              .formatted(finding.getSeverity(), finding.getMessage(), finding.getRemedy())
              .stripTrailing());
    }
    printer.text("\n" + instructions.text());
  }

  private static Map<String, Object> whole(
      Snapshot snapshot, Instructions instructions, Printer printer) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("name", snapshot.getName());
    facts.put("version", snapshot.getVersion());
    facts.put("filter", snapshot.getFilter());
    facts.put("created", printer.time(snapshot.getCreatedNanos()));
    facts.put("created_by", snapshot.getCreatedBy());
    facts.put("digest", snapshot.getDigest());
    facts.put("size_bytes", snapshot.getSizeBytes());
    facts.put("inbound_pairs", snapshot.getInboundPairs());
    facts.put("outbound_pairs", snapshot.getOutboundPairs());
    facts.put("services", List.copyOf(snapshot.getServicesList()));
    facts.put("slices", snapshot.getSlicesList().stream().map(SnapshotView::slice).toList());
    facts.put("tokens", snapshot.getTokensList().stream().map(SnapshotView::token).toList());
    facts.put("findings", snapshot.getFindingsList().stream().map(SnapshotView::finding).toList());
    facts.put("replay_command", instructions.replayCommand());
    facts.put("manifest", instructions.manifest());
    return facts;
  }

  private static Map<String, Object> slice(Slice slice) {
    var row = new LinkedHashMap<String, Object>();
    row.put("key", slice.getKey());
    row.put("direction", slice.getDirection());
    row.put("use", slice.getDirection().equals("inbound") ? "replay" : "mock");
    row.put("service", slice.getService());
    row.put("host", slice.getHost());
    row.put("technology", slice.getTechnology());
    row.put("pairs", slice.getPairs());
    row.put("endpoints", slice.getEndpointsCount());
    row.put("enabled", slice.getEnabled());
    return row;
  }

  private static Map<String, Object> token(TokenSummary token) {
    var row = new LinkedHashMap<String, Object>();
    row.put("type", token.getType());
    row.put("producer", token.getProducer());
    row.put("consumers", List.copyOf(token.getConsumersList()));
    row.put("uses", token.getConsumersCount());
    row.put("values", token.getValues());
    row.put("confidence", token.getConfidence());
    return row;
  }

  private static Map<String, Object> finding(Finding finding) {
    var row = new LinkedHashMap<String, Object>();
    row.put("severity", finding.getSeverity());
    row.put("message", finding.getMessage());
    row.put("remedy", finding.getRemedy());
    return row;
  }
}
