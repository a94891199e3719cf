// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.snapshot;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.snapshot.v1.ListSnapshotsRequest;
import dev.reprise.proto.snapshot.v1.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists snapshots. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists snapshots, newest first.")
final class SnapshotListCommand implements Runnable {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "NAME"),
          Column.figure("version", "VERSION"),
          Column.figure("inbound", "INBOUND"),
          Column.figure("outbound", "OUTBOUND"),
          Column.figure("size", "SIZE"),
          Column.text("created", "CREATED"),
          Column.text("digest", "DIGEST"));

  @Mixin private CommandContext context = new CommandContext();

  @Override
  public void run() {
    var printer = context.printer();
    var rows = new ArrayList<Map<String, Object>>();
    String cursor = "";
    do {
      var page =
          context
              .snapshots()
              .listSnapshots(ListSnapshotsRequest.newBuilder().setCursor(cursor).build());
      page.getSnapshotsList().forEach(snapshot -> rows.add(row(snapshot, printer)));
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
    printer.rows(COLUMNS, rows);
  }

  private static Map<String, Object> row(Snapshot snapshot, Printer printer) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", snapshot.getName());
    row.put("version", snapshot.getVersion());
    row.put("inbound", snapshot.getInboundPairs());
    row.put("outbound", snapshot.getOutboundPairs());
    row.put("created", printer.time(snapshot.getCreatedNanos()));
    if (printer.isForPeople()) {
      row.put("size", Figures.bytes(snapshot.getSizeBytes()));
      row.put(
          "digest", snapshot.getDigest().substring(0, Math.min(12, snapshot.getDigest().length())));
    } else {
      row.put("size_bytes", snapshot.getSizeBytes());
      row.put("digest", snapshot.getDigest());
    }
    return row;
  }
}
