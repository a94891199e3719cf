// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every command that talks to a service says when that fails, in each way it can. */
class FailuresTest {

  @TempDir private Path home;

  static Stream<String> commands() {
    return Stream.of(
        "traffic list",
        "traffic tail",
        "traffic show shop-1/12",
        "services",
        "services --endpoints",
        "map",
        "key create ci --role viewer",
        "key list",
        "key revoke ci",
        "snapshot create shop",
        "snapshot refresh shop",
        "snapshot list",
        "snapshot show shop",
        "snapshot slices shop --enable out:pay.test",
        "snapshot delete shop",
        "replay shop --target http://127.0.0.1:8080",
        "mock shop",
        "report list",
        "report show r1");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatAServiceRefusesIsToldInItsWords(String command) {
    try (var cli = new CommandLineUnderTest(home)) {
      failAll(
          cli,
          new AppException(
              ErrorKind.USER, "FILTER_INVALID", "Invalid filter:\n  x = \n      ^", "Mend it."));

      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).endsWith("Invalid filter:\n  x = \n      ^\nMend it.\n");
      assertThat(result.out()).doesNotContain("Invalid");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anOverloadedServiceIsNotTheCallersFault(String command) {
    try (var cli = new CommandLineUnderTest(home)) {
      failAll(cli, new AppException(ErrorKind.OVERLOAD, "BUSY", "Too much.", "Ask again."));

      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(3);
      assertThat(result.err()).endsWith("Too much.\nAsk again.\n");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aServiceThatIsNotThereIsNamedWithItsAddressAndTheRemedy(String command) {
    try (var cli = new CommandLineUnderTest(home)) {
      cli.withoutServices();

      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(3);
      assertThat(result.err())
          .containsPattern(
              "(query|snapshot|orchestrator)-service cannot be reached at 127.0.0.1:74")
          .contains("reprise up", "reprise status")
          .containsPattern("REPRISE_(QUERY|SNAPSHOT|ORCHESTRATOR)_ADDRESS")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aRefusedTokenIsToldWithWhereToSetIt(String command) {
    try (var cli = new CommandLineUnderTest(home)) {
      failAll(cli, Status.UNAUTHENTICATED.withDescription("This service needs a token"));

      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .contains(
              "does not know who asks: This service needs a token", "REPRISE_API_KEY", "--home");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aServiceOfAnotherVersionIsToldApartFromADefect(String command) {
    try (var cli = new CommandLineUnderTest(home)) {
      failAll(cli, Status.UNIMPLEMENTED);

      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(3);
      assertThat(result.err()).contains("another version").doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aWrongAddressNamesItsVariable(String command) {
    try (var cli = new CommandLineUnderTest(home)) {
      cli.with("REPRISE_QUERY_ADDRESS", "nowhere")
          .with("REPRISE_SNAPSHOT_ADDRESS", "nowhere")
          .with("REPRISE_ORCHESTRATOR_ADDRESS", "nowhere");

      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .containsPattern("REPRISE_(QUERY|SNAPSHOT|ORCHESTRATOR)_ADDRESS is not the address")
          .contains("'nowhere'")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aServiceThatDoesNotAnswerInTimeIsToldApart() {
    try (var cli = new CommandLineUnderTest(home)) {
      failAll(cli, Status.DEADLINE_EXCEEDED);

      var result = run(cli, "services");

      assertThat(result.status()).isEqualTo(3);
      assertThat(result.err()).contains("query-service at 127.0.0.1:7402 did not answer within");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "traffic show shop-9/9 ~ There is no such pair.",
        "traffic show shop-9/9 --raw ~ There is no such pair.",
        "snapshot show nope ~ Snapshot 'nope' was not found.",
        "report show r9 ~ There is no report of replay 'r9'."
      })
  void whatDoesNotExistIsNamedWithTheRemedy(String command, String message) {
    try (var cli = new CommandLineUnderTest(home)) {
      var result = run(cli, command);

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).isEqualTo(message + "\nList what there is.\n");
      assertThat(result.out()).isEmpty();
    }
  }

  private CommandLineUnderTest.Result run(CommandLineUnderTest cli, String command) {
    return cli.run((command + " --home " + home).split(" "));
  }

  private static void failAll(CommandLineUnderTest cli, AppException reason) {
    cli.query.failing.with(reason);
    cli.snapshots.failing.with(reason);
    cli.keys.failing.with(reason);
    cli.replays.failing.with(reason);
  }

  private static void failAll(CommandLineUnderTest cli, Status status) {
    cli.query.failing.with(status.asRuntimeException());
    cli.snapshots.failing.with(status.asRuntimeException());
    cli.keys.failing.with(status.asRuntimeException());
    cli.replays.failing.with(status.asRuntimeException());
  }
}
