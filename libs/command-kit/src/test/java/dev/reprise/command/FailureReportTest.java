// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class FailureReportTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void saysWhatAndTheRemedyAndEndsAsTheTableOfKindsSays(ErrorKind kind) {
    int status = run(new AppException(kind, "CODE", "It cannot be done.", "Do this."));

    assertThat(err.toString()).isEqualTo("It cannot be done.\nDo this.\n");
    assertThat(status).isEqualTo(kind.exitCode());
  }

  @Test
  void leavesNoBlankLineWhereThereIsNoRemedy() {
    run(new AppException(ErrorKind.USER, "CODE", "It cannot be done.", ""));

    assertThat(err.toString()).isEqualTo("It cannot be done.\n");
  }

  @Test
  void tellsWhatAServiceSaidAsTheServiceMeantIt() {
    int status =
        run(
            ErrorMapper.toStatus(
                new AppException(ErrorKind.NOT_FOUND, "CODE", "There is no 'x'.", "List them.")));

    assertThat(err.toString()).isEqualTo("There is no 'x'.\nList them.\n");
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void tellsAStatusThatIsNotOurs() {
    int status = run(Status.DEADLINE_EXCEEDED.withDescription("too slow").asRuntimeException());

    assertThat(err.toString()).isEqualTo("too slow\n");
    assertThat(status).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void showsTheTraceOfADefectOnly() {
    int status = run(new IllegalStateException("unforeseen"));

    assertThat(err.toString())
        .contains("java.lang.IllegalStateException: unforeseen", "\tat ", "defect in Reprise");
    assertThat(status).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void anInterruptionIsNoFailureWhateverItLooksLike() {
    var cancelled = Status.CANCELLED.withCause(new InterruptedException()).asRuntimeException();

    assertThat(run(new InterruptedException())).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(run(cancelled)).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(err.toString()).isEqualTo("Interrupted.\nInterrupted.\n");
  }

  @Test
  void saysNothingWhenNobodyReadsTheOutputAnyMore() {
    int status = run(new OutputClosed());

    assertThat(err.toString()).isEmpty();
    assertThat(status).isEqualTo(ExitStatus.OUTPUT_CLOSED);
  }

  @Test
  void aMistypedOptionGetsASuggestionAndTheWayToTheHelp() {
    int status = execute(new Tool(null), "run", "--limti", "3");

    assertThat(err.toString())
        .isEqualTo(
            """
            There is no option '--limti'. Did you mean '--limit'?
            Run 'tool run --help' for what it takes.
            """);
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aGroupThatIsCalledAloneShowsWhatItHolds() {
    int status = execute(new Tool(null));

    assertThat(err.toString()).contains("Usage: tool", "run").doesNotContain("Missing");
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aMistypedCommandOfAGroupIsNamed() {
    int status = execute(new Tool(null), "rnu");

    assertThat(err.toString())
        .startsWith("There is no command 'rnu'. Did you mean 'run'?\n")
        .doesNotContain("Usage:");
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void anArgumentTooManyIsNamed() {
    int status = execute(new Tool(null), "run", "more");

    assertThat(err.toString()).startsWith("Nothing takes the argument 'more'.\n");
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aValueThatIsNoneOfItsKindIsNamedWithItsOption() {
    int status = execute(new Tool(null), "run", "--limit", "many");

    assertThat(err.toString()).contains("--limit", "'many'").doesNotContain("\tat ");
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aWordThatIsNoneOfTheChoiceGetsTheChoice() {
    int status = execute(new Tool(null), "run", "--colour", "pink");

    assertThat(err.toString())
        .isEqualTo(
            """
            --colour cannot be 'pink'; it is one of light-blue, red.
            Run 'tool run --help' for what it takes.
            """);
    assertThat(status).isEqualTo(ExitStatus.USAGE);
  }

  private int run(Exception failure) {
    return execute(new Tool(failure), "run");
  }

  private int execute(Tool tool, String... arguments) {
    var commandLine = new CommandLine(tool).addSubcommand(new Run(tool));
    return CommandLineSetup.configure(commandLine)
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private enum Colour {
    LIGHT_BLUE,
    RED
  }

  @Command(name = "tool")
  private static final class Tool {
    private final @Nullable Exception failure;

    Tool(@Nullable Exception failure) {
      this.failure = failure;
    }
  }

  @Command(name = "run")
  private static final class Run implements Callable<Integer> {
    private final Tool tool;

    @Option(names = "--limit")
    private int limit;

    @Option(names = "--colour")
    private Optional<Colour> colour = Optional.empty();

    Run(Tool tool) {
      this.tool = tool;
    }

    @Override
    public Integer call() throws Exception {
      if (tool.failure != null) {
        throw tool.failure;
      }
      return colour.map(Colour::ordinal).orElse(limit);
    }
  }
}
