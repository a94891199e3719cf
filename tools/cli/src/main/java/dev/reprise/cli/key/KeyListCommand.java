// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.key;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.cli.output.Column;
import dev.reprise.proto.access.v1.ListKeysRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists API keys. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all API keys that ever were, newest first, without their secrets.")
final class KeyListCommand implements Runnable {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("id", "ID"),
          Column.text("name", "NAME"),
          Column.text("role", "ROLE"),
          Column.text("services", "SERVICES"),
          Column.text("created_by", "MADE BY"),
          Column.text("expires", "EXPIRES"),
          Column.text("last_used", "LAST USED"),
          Column.text("revoked", "REVOKED"));

  @Mixin private CommandContext context = new CommandContext();

  @Override
  public void run() {
    var printer = context.printer();
    var keys = context.keys().listKeys(ListKeysRequest.getDefaultInstance()).getKeysList();
    printer.rows(COLUMNS, keys.stream().map(key -> KeyView.facts(key, printer)).toList());
  }
}
