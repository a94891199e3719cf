// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.query.v1.TailRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows new pairs as they are stored. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Shows new pairs as they are stored, until interrupted (Ctrl-C).",
    footerHeading = "%nExample:%n",
    footer = "  reprise traffic tail --filter 'status >= 500' --output json | jq .endpoint")
final class TrafficTailCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Override
  public void run() {
    var printer = context.printer();
    var selected = selection.selection(context.environment().clock());
    printer.titles(PairRows.COLUMNS, PairRows.TAIL_WIDTHS);
    context
        .query()
        .tail(TailRequest.newBuilder().setSelection(selected).build())
        .forEachRemaining(pair ->
            printer.streamed(PairRows.COLUMNS, PairRows.TAIL_WIDTHS, PairRows.row(pair, printer)));
  }
}
