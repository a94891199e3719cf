// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.Phase;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.home.StackState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about the local stack, on what its directory says. */
class StackCommandsTest {

  @TempDir private Path home;
  private CommandLineUnderTest cli = new CommandLineUnderTest(Path.of("unset"));

  @BeforeEach
  void begin() {
    cli.close();
    cli = new CommandLineUnderTest(home).with("REPRISE_HOME", home.toString());
  }

  @AfterEach
  void end() {
    cli.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void aStackThatIsDownIsStatusThree(String format) throws Exception {
    var status = cli.run("status", "--output", format);

    assertThat(status.status()).isEqualTo(3);
    assertThat(status.err()).isEmpty();
    Golden.check("stack/status-down." + format, status.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void aStackThatIsUpIsShownPartByPart(String format) throws Exception {
    up();

    var status = cli.run("status", "--output", format);

    assertThat(status.status()).isZero();
    Golden.check("stack/status-up." + format, status.out());
  }

  @Test
  void theTokenIsPartOfTheLinkOnlyOnATerminal() throws Exception {
    up();
    Files.createDirectories(home.resolve("secrets"));
    Files.writeString(home.resolve("secrets/token"), "tok-3n\n");

    assertThat(cli.run("status").out()).contains("/q/graphql-ui\n").doesNotContain("tok-3n");
    assertThat(cli.onTerminal().run("status").out()).contains("/q/graphql-ui?token=tok-3n\n");
  }

  @Test
  void aStackWhoseSupervisorIsGoneIsLost() throws Exception {
    up();
    Files.delete(home.resolve("run/supervisor.pid"));

    var status = cli.run("status");

    assertThat(status.status()).isEqualTo(3);
    assertThat(status.out()).startsWith("The stack is lost.");
  }

  @Test
  void aStateThatCannotBeReadIsToldWithTheRemedy() throws Exception {
    Files.writeString(home.resolve("stack.json"), "half a fi");

    for (String command : new String[] {"status", "down", "services"}) {
      var result = cli.run(command);
      assertThat(result.status()).as(command).isEqualTo(2);
      assertThat(result.err()).contains("stack.json", "Delete the file").doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void endingWhatIsNotUpIsNoMistake(String format) throws Exception {
    var down = cli.run("down", "--output", format);

    assertThat(down.status()).isZero();
    assertThat(down.err()).isEqualTo("The stack was not up.\n");
    Golden.check("stack/down." + format, down.out());
  }

  @Test
  void servicesOfTheLocalStackAreFoundByItsState() throws Exception {
    up();
    cli.query.services.add(Samples.service());

    // The state says port 7402, where the fake is; the default would be another one.
    assertThat(cli.run("services").out()).contains("shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void logsAreShownLineByLine(String format) throws Exception {
    Path logs = Files.createDirectories(home.resolve("logs"));
    Files.writeString(logs.resolve("ingest.log"), "one\ntwo\nthree\n");
    Files.writeString(logs.resolve("query.log"), "four\n\u001b[31mfive\n");

    var all = cli.run("logs", "--lines", "2", "--output", format);
    var one = cli.run("logs", "ingest", "--lines", "1", "--output", format);

    Golden.check("stack/logs." + format, all.out());
    Golden.check("stack/logs-ingest." + format, one.out());
  }

  @Test
  void followedLogsShowWhatIsAddedUntilInterrupted() throws Exception {
    Path log = Files.createDirectories(home.resolve("logs")).resolve("ingest.log");
    Files.writeString(log, "one\n");
    var logs = cli.start("logs", "--follow");
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> logs.out().contains("one"));

    Files.writeString(log, "one\ntwo\n");
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> logs.out().contains("two"));
    var result = logs.interrupt();

    assertThat(result.status()).isEqualTo(130);
    assertThat(result.out()).isEqualTo("ingest | one\ningest | two\n");
  }

  @Test
  void aSettingThatIsWrongStopsUpBeforeAnythingIsStarted() throws Exception {
    Files.writeString(home.resolve("stack.yaml"), "ports: {query: many}\nprots: {ingest: 1}\n");

    var up = cli.run("up");

    assertThat(up.status()).isEqualTo(2);
    assertThat(up.err()).contains("ports.query", "many", "prots").doesNotContain("\tat ");
    assertThat(home.resolve("run/supervisor.pid")).doesNotExist();
  }

  /** As a supervisor writes it; this process stands in for it. */
  private void up() throws Exception {
    long self = ProcessHandle.current().pid();
    Files.createDirectories(home.resolve("run"));
    PidFile.write(home.resolve("run/supervisor.pid"), ProcessHandle.current());
    new StackState(
            self,
            Phase.UP,
            Map.of("reprise.query.address", "127.0.0.1:7402"),
            List.of(
                new PartReport(
                    "kafka",
                    "ready",
                    OptionalLong.of(4711),
                    OptionalInt.of(19092),
                    Optional.empty(),
                    2,
                    Optional.of("killed by signal 9")),
                new PartReport(
                    "query",
                    "starting",
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty())))
        .write(home.resolve("stack.json"));
  }
}
