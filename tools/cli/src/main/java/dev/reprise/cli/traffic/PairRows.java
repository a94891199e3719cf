// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.output.Column;
import dev.reprise.cli.output.Figures;
import dev.reprise.cli.output.Printer;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.traffic.v1.Direction;
import dev.reprise.traffic.display.Display;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How pairs look in a list. */
final class PairRows {

  static final List<Column> COLUMNS =
      List.of(
          Column.text("time", "TIME"),
          Column.text("direction", "DIR"),
          Column.text("service", "SERVICE"),
          Column.text("method", "METHOD"),
          Column.text("host", "HOST"),
          Column.text("target", "TARGET"),
          Column.figure("status", "STATUS"),
          Column.figure("duration", "DURATION"),
          Column.figure("size", "SIZE"),
          Column.text("id", "ID"));

  /** Widths for a list whose end is not known. */
  static final List<Integer> TAIL_WIDTHS = List.of(23, 3, 12, 6, 22, 32, 6, 9, 9, 20);

  private PairRows() {}

  /** Credentials in the target are hidden, whoever asks. */
  static Map<String, Object> row(PairSummary pair, Printer printer) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", pair.getId().getCaptureId() + "/" + pair.getId().getSequence());
    row.put("time", printer.time(pair.getStartNanos()));
    row.put("direction", pair.getDirection() == Direction.DIRECTION_IN ? "IN" : "OUT");
    row.put("service", pair.getService());
    row.put("technology", pair.getTechnology());
    row.put("method", pair.getMethod());
    row.put("host", pair.getHost());
    row.put("target", Display.HIDING.target(pair.getTarget()));
    row.put("endpoint", pair.getEndpoint());
    boolean isAnswered = pair.getStatus() != 0;
    if (printer.isForPeople()) {
      row.put("status", isAnswered ? pair.getStatus() : "-");
      row.put("duration", isAnswered ? Figures.millis(pair.getDurationNanos() / 1e6) : "-");
      row.put("size", Figures.bytes(pair.getResponseBytes()));
    } else {
      row.put("status", pair.getStatus());
      row.put("duration_nanos", pair.getDurationNanos());
      row.put("request_bytes", pair.getRequestBytes());
      row.put("response_bytes", pair.getResponseBytes());
      row.put("replay_id", pair.getReplayId());
    }
    return row;
  }
}
