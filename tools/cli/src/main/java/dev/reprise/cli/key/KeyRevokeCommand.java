// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.key;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.proto.access.v1.RevokeKeyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends an API key. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Ends an API key for good. Services that have seen it refuse it within seconds.")
final class KeyRevokeCommand implements Runnable {

  @Mixin private CommandContext context = new CommandContext();

  @Parameters(paramLabel = "KEY", description = "Its id, or its name.")
  private String key = "";

  @Override
  public void run() {
    var printer = context.printer();
    var revoked = context.keys().revokeKey(RevokeKeyRequest.newBuilder().setKey(key).build());
    printer.detail(KeyView.facts(revoked, printer));
  }
}
