// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.warehouse.filter.FilterSql;
import dev.reprise.warehouse.filter.SqlParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a selection as the condition of a statement. */
final class SelectionSql {

  private SelectionSql() {}

  /** What stands after WHERE. */
  static String of(Selection selection, Instant now, SqlParameters parameters) {
    var conditions = new ArrayList<String>();
    times(selection, parameters, conditions);
    switch (selection.replays()) {
      case Selection.Replays.Kind.LEFT_OUT -> conditions.add("replay_id = ''");
      case Selection.Replays.Kind.INCLUDED -> {}
      case Selection.Replays.Only(String replayId) ->
          conditions.add("replay_id = " + parameters.text(replayId));
    }
    selection
        .watermark()
        .map(watermark -> atOrUnder(watermark, parameters))
        .ifPresent(conditions::add);
    conditions.add(FilterSql.of(selection.filter(), now, parameters));
    return String.join(" AND ", conditions);
  }

  private static void times(
      Selection selection, SqlParameters parameters, List<String> conditions) {
    if (selection.fromNanos() != 0) {
      conditions.add("start_time >= " + parameters.time(selection.fromNanos()));
    }
    if (selection.toNanos() != 0) {
      conditions.add("start_time < " + parameters.time(selection.toNanos()));
    }
  }

  /** The rows of tables that say where in the log they came from. */
  static String atOrUnder(Watermark watermark, SqlParameters parameters) {
    if (watermark.offsets().isEmpty()) {
      return "false";
    }
    return watermark.offsets().entrySet().stream()
        .map(bound ->
            "(log_partition = %s AND log_offset <= %s)"
                .formatted(parameters.number(bound.getKey()), parameters.number(bound.getValue())))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
