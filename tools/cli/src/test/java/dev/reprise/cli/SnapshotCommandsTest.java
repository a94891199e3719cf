// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.child.RecordedCommand;
import dev.reprise.proto.snapshot.v1.CreateSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SetSlicesRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about snapshots, against the contract of snapshot-service. */
class SnapshotCommandsTest {

  @TempDir private Path home;
  private CommandLineUnderTest cli = new CommandLineUnderTest(Path.of("unset"));

  @BeforeEach
  void begin() {
    cli.close();
    cli = new CommandLineUnderTest(home);
    cli.snapshots.snapshots.add(Samples.snapshot("shop"));
    cli.snapshots.snapshots.add(Samples.snapshot("shop-before"));
  }

  @AfterEach
  void end() {
    cli.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void everyFormatShowsTheSame(String format) throws Exception {
    golden("snapshot/list", format, "snapshot", "list");
    golden("snapshot/show", format, "snapshot", "show", "shop");
    golden("snapshot/delete", format, "snapshot", "delete", "shop");
    // What is built is shown as 'show' shows it.
    golden("snapshot/show", format, "snapshot", "create", "shop");
    golden("snapshot/show", format, "snapshot", "refresh", "shop");
    golden("snapshot/show", format, "snapshot", "slices", "shop", "--enable", "out:img.test");
  }

  private void golden(String name, String format, String... command) throws Exception {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--home", home.toString(), "--output", format));
    var result = cli.run(arguments.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    Golden.check(name + "." + format, result.out());
  }

  @Test
  void whatIsBuiltIsWhatWasSaid() {
    cli.run(
        "snapshot",
        "create",
        "new",
        "-f",
        "service = \"shop\"",
        "--from",
        "1h",
        "--to",
        "2026-11-23T11:30:00Z",
        "--include-replays");
    cli.run("snapshot", "refresh", "shop", "--from", "2h");
    cli.run(
        "snapshot",
        "slices",
        "shop",
        "--snapshot-version",
        "3",
        "--enable",
        "out:a",
        "--disable",
        "out:b",
        "--disable",
        "out:c");
    cli.run("snapshot", "show", "shop", "--snapshot-version", "4");
    cli.run("snapshot", "delete", "shop", "--snapshot-version", "5");
    cli.run("snapshot", "delete", "shop");

    long noon = TimeUnit.SECONDS.toNanos(CommandLineUnderTest.NOON.getEpochSecond());
    assertThat(cli.snapshots.requests)
        .containsExactly(
            CreateSnapshotRequest.newBuilder()
                .setName("new")
                .setFilter("service = \"shop\"")
                .setFromNanos(noon - TimeUnit.HOURS.toNanos(1))
                .setToNanos(
                    TimeUnit.SECONDS.toNanos(
                        Instant.parse("2026-11-23T11:30:00Z").getEpochSecond()))
                .setIncludeReplays(true)
                .build(),
            RefreshSnapshotRequest.newBuilder()
                .setName("shop")
                .setFromNanos(noon - TimeUnit.HOURS.toNanos(2))
                .build(),
            SetSlicesRequest.newBuilder()
                .setName("shop")
                .setVersion(3)
                .addEnable("out:a")
                .addDisable("out:b")
                .addDisable("out:c")
                .build(),
            GetSnapshotRequest.newBuilder().setName("shop").setVersion(4).build(),
            DeleteSnapshotRequest.newBuilder().setName("shop").setVersion(5).build(),
            DeleteSnapshotRequest.newBuilder().setName("shop").build());
  }

  @Test
  void progressIsAFewLinesWhereNobodyLooks() {
    assertThat(cli.run("snapshot", "create", "shop").err())
        .isEqualTo(
            """
            reading: 0 of 3 pairs
            analysing: 3 of 3 pairs
            done: 3 of 3 pairs
            """);
  }

  @Test
  void progressIsABarOnATerminalAndGoneAfterwards() {
    assertThat(cli.onTerminal().run("snapshot", "create", "shop").err())
        .contains("\r\u001b[Kreading [" + " ".repeat(30) + "] 0 of 3 pairs")
        .contains("\r\u001b[Kanalysing [" + "=".repeat(30) + "] 3 of 3 pairs")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n");
  }

  @Test
  void anInterruptedBuildIsCancelled() throws Exception {
    cli.snapshots.buildForEver();
    var create = cli.start("snapshot", "create", "shop");
    cli.snapshots.building.await();

    var result = create.interrupt();

    assertThat(result.status()).isEqualTo(130);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith("Interrupted.\n");
    assertThat(cli.snapshots.left.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void theInstructionsAreExactWhereTheServiceWasRecordedHere() throws Exception {
    new RecordedCommand(8080, List.of("java", "-jar", "my shop.jar", "--motto=it's"))
        .write(home, "shop");

    var shown =
        cli.with("REPRISE_COMMAND", "./reprise")
            .run("snapshot", "show", "shop", "--home", home.toString());

    assertThat(shown.out())
        .contains(
            "./reprise replay shop --app-port 8080 -- java -jar 'my shop.jar' '--motto=it'\\''s'\n",
            "./reprise replay shop --target http://127.0.0.1:8080 --no-mocks\n",
            "./reprise mock shop -- java -jar 'my shop.jar' '--motto=it'\\''s'\n");
  }

  @Test
  void theInstructionsSayWhatToFillInWhereThatIsNotKnown() throws Exception {
    new RecordedCommand(8080, List.of()).write(home, "shop");

    var attached = cli.run("snapshot", "show", "shop", "--home", home.toString());
    Files.writeString(home.resolve("recorded").resolve("shop.json"), "{not json");
    var damaged = cli.run("snapshot", "show", "shop", "--home", home.toString());

    assertThat(attached.out()).contains("reprise replay shop --app-port 8080 -- YOUR COMMAND\n");
    assertThat(damaged.out()).contains("reprise replay shop --app-port PORT -- YOUR COMMAND\n");
  }
}
