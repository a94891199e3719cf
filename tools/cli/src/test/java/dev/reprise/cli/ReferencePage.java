// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/cli.md}, made of what the commands say of themselves. */
final class ReferencePage {

  /** These stand once, before the commands. */
  private static final Set<String> SHARED =
      Set.of("--help", "--version", "--home", "--output", "--api-key-file");

  private final CommandSpec top;
  private final StringBuilder page = new StringBuilder();

  private ReferencePage(CommandSpec top) {
    this.top = top;
  }

  static String of(CommandSpec top) {
    return new ReferencePage(top).render();
  }

  private String render() {
    line("# The command line");
    line("");
    line(
        """
        Generated from the commands themselves by `HelpTest`; `reprise COMMAND --help` says the same. Results go to standard output, progress,
        remarks and the output of applications to standard error. Every error says what could not be done, which value stood in the way, the
        rule and the remedy; [errors.md](errors.md) lists their codes.
        """);
    line("| command | |");
    line("|---|---|");
    leaves(top).forEach(command -> line("| " + link(command) + " | " + first(command) + " |"));
    line("");
    line("## What holds for every command");
    var any = leaves(top).findFirst().orElseThrow();
    options(any.options().stream().filter(ReferencePage::isShared));
    line(
        """

        Times are ISO-8601 in UTC, or how long ago: `--from 15m`. Filters are written in the [filter language](filter-language.md).

        | environment variable | |
        |---|---|
        | `REPRISE_HOME` | directory of the local stack, where `--home` is not given |
        | `REPRISE_API_KEY` | shows who asks, where `--api-key-file` is not given; see [security.md](security.md) |
        | `REPRISE_TOKEN` | the same, for whoever has the token of the installation; the local stack's own is found by itself |
        | `REPRISE_QUERY_ADDRESS`, `REPRISE_SNAPSHOT_ADDRESS`, `REPRISE_ORCHESTRATOR_ADDRESS`, `REPRISE_INGEST_ADDRESS` | `host:port` of services elsewhere |

        Ctrl-C ends every command in good order: a snapshot being built and a replay are cancelled, applications that were started are
        ended, what was recorded is handed over, and a stack that is being started is ended again.

        | exit status | |
        |---|---|
        | 0 | all well |
        | 1 | a goal of a replay did not hold |
        | 2 | the command was wrong, or what it names does not exist |
        | 3 | something else stood in the way: a service that cannot be reached, a defect |
        | 130 | interrupted (Ctrl-C) |
        | 141 | whoever read the output closed it, as in `reprise traffic tail \\| head` |

        `record` and `mock` with a command of yours end with that command's status.\
        """);
    leaves(top).forEach(this::section);
    return page.toString();
  }

  /** Every command that does something by itself. */
  private static Stream<CommandSpec> leaves(CommandSpec command) {
    return command.subcommands().isEmpty()
        ? Stream.of(command)
        : command.subcommands().values().stream().flatMap(below -> leaves(below.getCommandSpec()));
  }

  private void section(CommandSpec command) {
    line("");
    line("## " + command.qualifiedName());
    line("");
    line("```");
    line(synopsis(command));
    line("```");
    line("");
    line(String.join(" ", description(command)));
    var own = command.options().stream().filter(option -> !isShared(option)).toList();
    if (!own.isEmpty() || !command.positionalParameters().isEmpty()) {
      options(Stream.concat(command.positionalParameters().stream(), own.stream()));
    }
    footer(command);
  }

  private void options(Stream<? extends ArgSpec> arguments) {
    line("");
    line("| argument | |");
    line("|---|---|");
    arguments.forEach(argument ->
        line(
            "| `%s` | %s |"
                .formatted(cell(label(argument)), cell(String.join(" ", argument.description())))));
  }

  private void footer(CommandSpec command) {
    var lines = command.usageMessage().footer();
    if (lines.length > 0) {
      line("");
      line("```");
      Arrays.stream(lines).forEach(example -> line(plain(example).strip()));
      line("```");
    }
  }

  private static String synopsis(CommandSpec command) {
    return Stream.concat(
            Stream.of(command.qualifiedName(), "[OPTIONS]"),
            command.positionalParameters().stream().map(ReferencePage::synopsis))
        .collect(Collectors.joining(" "));
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String many = parameter.arity().max() > 1 ? "..." : "";
    return parameter.arity().min() > 0
        ? parameter.paramLabel() + many
        : "[" + parameter.paramLabel() + many + "]";
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? String.join(", ", option.names())
            + (option.arity().max() > 0 ? " " + option.paramLabel() : "")
        : argument.paramLabel();
  }

  private static boolean isShared(OptionSpec option) {
    return SHARED.contains(option.longestName());
  }

  private static String link(CommandSpec command) {
    String name = command.qualifiedName();
    return "[%s](#%s)".formatted(name.substring("reprise ".length()), name.replace(' ', '-'));
  }

  private static String first(CommandSpec command) {
    return cell(description(command).getFirst());
  }

  private static List<String> description(CommandSpec command) {
    return Stream.of(command.usageMessage().description()).map(ReferencePage::plain).toList();
  }

  /** As picocli prints it, which reads it as a format. */
  private static String plain(String text) {
    return text.replace("%n", " ").replace("%%", "%");
  }

  private static String cell(String text) {
    return plain(text).replace("|", "\\|");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
