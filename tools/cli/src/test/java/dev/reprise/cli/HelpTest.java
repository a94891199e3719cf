// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} says of each command, and the reference that is made of it. */
class HelpTest {

  private static final int COLUMNS = 100;
  private static final Path REFERENCE = Path.of("..", "..", "docs", "cli.md");

  @TempDir private static Path home;

  static Stream<List<String>> commands() {
    var found = new ArrayList<List<String>>();
    collect(commandLine(), List.of(), found);
    return found.stream();
  }

  private static CommandLine commandLine() {
    try (var cli = new CommandLineUnderTest(home)) {
      return cli.commandLine(new ByteArrayOutputStream());
    }
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> found) {
    found.add(path);
    command
        .getSubcommands()
        .forEach((name, below) -> {
          var longer = new ArrayList<>(path);
          longer.add(name);
          collect(below, longer, found);
        });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isWhatTheGoldenFileSays(List<String> command) throws IOException {
    try (var cli = new CommandLineUnderTest(home)) {
      var result = cli.run(with(command, "--help"));

      assertThat(result.status()).isZero();
      assertThat(result.err()).isEmpty();
      Golden.check(
          "help/" + (command.isEmpty() ? "reprise" : String.join("-", command)) + ".txt",
          result.out());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fitsItsColumnsAndExplainsEverything(List<String> command) {
    var spec = spec(command);

    assertThat(spec.commandLine().getUsageMessage().lines())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
    assertThat(spec.usageMessage().description()).isNotEmpty();
    assertThat(spec.usageMessage().description()[0]).as("its line in a list").endsWith(".");
    assertThat(spec.args())
        .allSatisfy(
            argument -> assertThat(argument.description()).as(argument.toString()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theVersionIsThatOfTheProgram(List<String> command) {
    try (var cli = new CommandLineUnderTest(home)) {
      assertThat(cli.run(with(command, "--version")).out()).isEqualTo("reprise 0.1.0\n");
    }
  }

  @Test
  void everyCommandThatPrintsResultsPrintsThemInEveryFormat() {
    assertThat(commands())
        .filteredOn(command -> spec(command).subcommands().isEmpty() && !isText(command))
        .allSatisfy(command ->
            assertThat(spec(command).findOption("--output")).as(command.toString()).isNotNull());
  }

  /** Whether it prints what another program reads, in that program's format. */
  private static boolean isText(List<String> command) {
    return command.contains("completion") || command.contains("inject");
  }

  @Test
  void theReferenceIsCurrent() throws IOException {
    Golden.checkFile(REFERENCE, ReferencePage.of(commandLine().getCommandSpec()));
  }

  private static CommandSpec spec(List<String> command) {
    var at = commandLine();
    for (String name : command) {
      at = requireNonNull(at.getSubcommands().get(name));
    }
    return at.getCommandSpec();
  }

  private static String[] with(List<String> command, String option) {
    var arguments = new ArrayList<>(command);
    arguments.add(option);
    return arguments.toArray(String[]::new);
  }
}
