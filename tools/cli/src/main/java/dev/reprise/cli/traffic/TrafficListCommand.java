// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.CountConverter;
import dev.reprise.proto.query.v1.CountPairsRequest;
import dev.reprise.proto.query.v1.PairSummary;
import dev.reprise.proto.query.v1.SearchPairsRequest;
import dev.reprise.proto.query.v1.Selection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists pairs, newest first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists pairs, newest first.",
    footerHeading = "%nExample:%n",
    footer = "  reprise traffic list --from 15m --filter 'service = \"shop\" AND status >= 500'")
final class TrafficListCommand implements Runnable {

  private static final int PAGE = 500;

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = {"-n", "--limit"},
      defaultValue = "50",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "At most this many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var printer = context.printer();
    var selected = selection.selection(context.environment().clock());
    var pairs = search(selected);
    printer.rows(
        PairRows.COLUMNS, pairs.stream().map(pair -> PairRows.row(pair, printer)).toList());
    if (printer.isForPeople()) {
      try (var progress = context.progress()) {
        progress.say(sum(pairs.size(), selected));
      }
    }
  }

  private String sum(int shown, Selection selected) {
    var count =
        context.query().countPairs(CountPairsRequest.newBuilder().setSelection(selected).build());
    String gaps =
        count.getDroppedPairs() == 0
            ? ""
            : "; %d copies were dropped in %d gaps"
                .formatted(count.getDroppedPairs(), count.getGaps());
    return "%d of %d pairs%s".formatted(shown, count.getCount(), gaps);
  }

  private List<PairSummary> search(Selection selected) {
    var pairs = new ArrayList<PairSummary>();
    String cursor = "";
    do {
      var page =
          context
              .query()
              .searchPairs(
                  SearchPairsRequest.newBuilder()
                      .setSelection(selected)
                      .setPageSize(Math.min(PAGE, limit - pairs.size()))
                      .setCursor(cursor)
                      .build());
      pairs.addAll(page.getPairsList());
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty() && pairs.size() < limit);
    return pairs;
  }
}
