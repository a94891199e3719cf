// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Printer;
import dev.reprise.command.CountConverter;
import dev.reprise.proto.replay.v1.ListReplaysRequest;
import dev.reprise.proto.replay.v1.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists replays. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists replays, newest first.")
final class ReportListCommand implements Runnable {

  private static final int PAGE = 200;
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("id", "REPLAY"),
          Column.text("snapshot", "SNAPSHOT"),
          Column.figure("version", "VERSION"),
          Column.text("phase", "PHASE"),
          Column.figure("requests", "REQUESTS"),
          Column.figure("failed", "FAILED"),
          Column.figure("mock_matches", "MATCHED"),
          Column.figure("mock_misses", "MISSED"),
          Column.text("created", "STARTED"),
          Column.text("build_tag", "BUILD"),
          Column.text("message", "MESSAGE"));

  @Mixin private CommandContext context = new CommandContext();

  @Option(
      names = "--snapshot",
      defaultValue = "",
      paramLabel = "NAME",
      description = "Only replays of this snapshot.")
  private String snapshot = "";

  @Option(
      names = {"-n", "--limit"},
      defaultValue = "20",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "At most this many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var printer = context.printer();
    var rows = new ArrayList<Map<String, Object>>();
    String cursor = "";
    do {
      var page =
          context
              .replays()
              .listReplays(
                  ListReplaysRequest.newBuilder()
                      .setSnapshot(snapshot)
                      .setPageSize(Math.min(PAGE, limit - rows.size()))
                      .setCursor(cursor)
                      .build());
      page.getReplaysList().forEach(replay -> rows.add(row(replay, printer)));
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty() && rows.size() < limit);
    printer.rows(COLUMNS, rows);
  }

  private static Map<String, Object> row(Replay replay, Printer printer) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", replay.getId());
    row.put("snapshot", replay.getSnapshot());
    row.put("version", replay.getSnapshotVersion());
    row.put("phase", RunningReplay.word(replay.getPhase()));
    row.put("requests", replay.getProgress().getRequestsDone());
    row.put("failed", replay.getProgress().getRequestsFailed());
    row.put("mock_matches", replay.getProgress().getMockMatches());
    row.put("mock_misses", replay.getProgress().getMockMisses());
    row.put("created", printer.time(replay.getCreatedNanos()));
    row.put("build_tag", replay.getBuildTag());
    row.put("message", replay.getMessage());
    return row;
  }
}
