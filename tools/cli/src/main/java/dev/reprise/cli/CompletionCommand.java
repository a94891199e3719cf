// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script that makes a shell complete commands, options and their values.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(reprise completion bash)                      for this shell",
      "  reprise completion bash >> ~/.bash_completion          for every bash to come",
      "  echo 'source <(reprise completion zsh)' >> ~/.zshrc    for every zsh to come"
    })
final class CompletionCommand implements Runnable {

  /** Shells that understand the script: zsh through its emulation of bash's completion. */
  enum Shell {
    /** The GNU shell. */
    BASH,
    /** The Z shell. */
    ZSH;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the launcher of a checkout has besides the commands of the program. */
  private static final String[] LAUNCHER_COMMANDS = {"demo", "test", "build"};

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Override
  public void run() {
    var commands = new CommandLine(new Reprise());
    for (String command : LAUNCHER_COMMANDS) {
      commands.addSubcommand(command, CommandSpec.create());
    }
    var out = spec.commandLine().getOut();
    out.printf("# Completion of reprise for %s.%n", shell);
    out.print(AutoComplete.bash("reprise", commands));
    out.flush();
  }
}
