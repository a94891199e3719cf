// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.stack;

import dev.reprise.cli.context.CommandContext;
import dev.reprise.command.ExitStatus;
import dev.reprise.localstack.home.Phase;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the local stack. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows what runs, since when and where; exits 3 when the stack is not up.")
public final class StatusCommand implements Callable<Integer> {

  @Mixin private CommandContext context = new CommandContext();

  @Override
  public Integer call() {
    var status = context.stack().status();
    StackView.print(context, status);
    return status.phase() == Phase.UP ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
