// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.child.ListenAddress;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that replay, mock and report, against the contract of orchestrator-service. */
class ReplayCommandsTest {

  private static final String TARGET = "http://127.0.0.1:8080";

  @TempDir private Path folder;
  private CommandLineUnderTest cli = new CommandLineUnderTest(Path.of("unset"));

  @BeforeEach
  void begin() throws IOException {
    cli.close();
    cli = new CommandLineUnderTest(folder);
    cli.replays.report(Samples.report(false));
    cli.replays.responderCa(Files.readString(Path.of("src/test/resources/ca.pem")));
    cli.replays.replays.add(
        Samples.replay("r2", ReplayPhase.REPLAY_PHASE_FAILED, "success rate: wanted 100 %"));
    cli.replays.replays.add(Samples.replay("r1", ReplayPhase.REPLAY_PHASE_WAITING_FOR_SUT, ""));
  }

  @AfterEach
  void end() {
    cli.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void everyFormatShowsTheSame(String format) throws Exception {
    golden("report/list", format, "report", "list");
    golden("report/show", format, "report", "show", "r1");
    golden("report/show", format, "replay", "shop", "--target", TARGET);
  }

  private void golden(String name, String format, String... command) throws Exception {
    var arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--home", folder.toString(), "--output", format));
    var result = cli.run(arguments.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    Golden.check(name + "." + format, result.out());
  }

  @Test
  void listsAsManyReplaysAsAskedFor() {
    for (int i = 3; i < 300; i++) {
      cli.replays.replays.add(Samples.replay("r" + i, ReplayPhase.REPLAY_PHASE_PASSED, ""));
    }

    assertThat(cli.run("report", "list", "--limit", "250").out().lines()).hasSize(251);
  }

  @Test
  void aStartWhoseAnswerIsLostIsAskedForOnceMoreByTheSameKey() {
    cli.replays.losesAnswers(1);

    assertThat(cli.run("replay", "shop", "--target", TARGET).status()).isZero();
    assertThat(cli.run("replay", "shop", "--target", TARGET).status()).isZero();

    assertThat(cli.replays.started)
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.getIdempotencyKey()).hasSize(36));
    assertThat(cli.replays.started.get(1)).isEqualTo(cli.replays.started.get(0));
    assertThat(cli.replays.started.get(2).getIdempotencyKey())
        .isNotEqualTo(cli.replays.started.get(0).getIdempotencyKey());
  }

  @Test
  void aStartThatIsNeverAnsweredIsGivenUp() {
    cli.replays.losesAnswers(9);

    var result = cli.run("replay", "shop", "--target", TARGET);

    assertThat(result.err()).contains("orchestrator-service cannot be reached");
    assertThat(cli.replays.started).hasSize(2);
  }

  @Test
  void goalsThatDidNotHoldAreTheirOwnStatus() {
    cli.replays.endsAs(ReplayPhase.REPLAY_PHASE_FAILED, "success rate");
    cli.replays.report(Samples.report(true));

    var result = cli.run("replay", "shop", "--target", TARGET);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).startsWith("FAILED").contains("body.$.price");
    assertThat(result.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"REPLAY_PHASE_ERROR,error", "REPLAY_PHASE_CANCELLED,cancelled"})
  void aReplayWithoutAVerdictShowsWhatReportThereIs(ReplayPhase phase, String word) {
    cli.replays.endsAs(phase, "the responder: it ended.");

    var result = cli.run("replay", "shop", "--target", TARGET);

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).contains("replay " + FakeReplayService.ID + " of shop");
    assertThat(result.err())
        .contains("came to no verdict, it ended as " + word + ": the responder: it ended.\n");
  }

  @Test
  void aReplayWithoutAVerdictAndReportSaysWhy() {
    var bare = new CommandLineUnderTest(folder);
    bare.replays.endsAs(ReplayPhase.REPLAY_PHASE_ERROR, "");

    var result = bare.run("replay", "shop", "--target", TARGET);
    bare.close();

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("ended as error: no reason was given.\n");
  }

  @Test
  void writesTheReportInEveryForm() throws IOException {
    Path below = folder.resolve("new/folder");

    var result =
        cli.run(
            "replay",
            "shop",
            "--target",
            TARGET,
            "--report-json",
            below.resolve("r.json").toString(),
            "--report-junit",
            below.resolve("r.xml").toString(),
            "--report-html",
            below.resolve("r.html").toString());

    assertThat(result.status()).isZero();
    assertThat(Files.readString(below.resolve("r.json"))).contains("\"verdict\" : \"passed\"");
    assertThat(Files.readString(below.resolve("r.xml"))).contains("<testsuite");
    assertThat(Files.readString(below.resolve("r.html"))).contains("<html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--report-json", "--report-junit", "--report-html"})
  void aReportThatCannotBeWrittenIsToldWithItsFile(String option) {
    var result = cli.run("replay", "shop", "--target", TARGET, option, folder.toString());

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("The report could not be written to " + folder)
        .contains("Name a file in a folder that may be written to.")
        .doesNotContain("\tat ");
  }

  @Test
  void whatIsReplayedIsWhatWasSaid() throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, "goals: {successPercent: 90}\n");

    cli.run(
        "replay",
        "shop",
        "--snapshot-version",
        "2",
        "--target",
        TARGET,
        "--no-mocks",
        "--config",
        config.toString(),
        "--fast",
        "--vusers",
        "3",
        "--cycles",
        "2",
        "--mock-latency",
        "0.5",
        "--responder-port",
        "14140",
        "--build-tag",
        "build 7");

    var request = cli.replays.started.getFirst();
    assertThat(request.getSnapshot()).isEqualTo("shop");
    assertThat(request.getSnapshotVersion()).isEqualTo(2);
    assertThat(request.getMode()).isEqualTo(ReplayMode.REPLAY_MODE_GENERATOR_ONLY);
    assertThat(request.getTarget()).isEqualTo(TARGET);
    assertThat(request.getResponderPort()).isEqualTo(14140);
    assertThat(request.getWaitForSut()).isFalse();
    assertThat(request.getBuildTag()).isEqualTo("build 7");
    assertThat(request.getTestConfigJson())
        .contains("\"successPercent\":90", "\"fast\":{", "\"vusers\":3", "\"cycles\":2");
  }

  @Test
  void theApplicationIsStartedForTheReplayAndEndedWithIt() throws Exception {
    int port = freePort();
    Path log = folder.resolve("app.log");

    var result =
        cli.run(
            "replay",
            "shop",
            "--home",
            folder.toString(),
            "--app-port",
            Integer.toString(port),
            "--app-log",
            log.toString(),
            "--",
            java(),
            listening(),
            Integer.toString(port));

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("PASSED");
    assertThat(cli.replays.started.getFirst().getWaitForSut()).isTrue();
    assertThat(cli.replays.started.getFirst().getTarget()).isEqualTo("http://127.0.0.1:" + port);
    assertThat(Files.readString(log)).contains("listening", "proxy=127.0.0.1:14140");
    assertThat(isListening(port)).isFalse();
  }

  @Test
  void anApplicationThatEndsEarlyCancelsTheReplay() throws Exception {
    var result =
        cli.run(
            "replay",
            "shop",
            "--home",
            folder.toString(),
            "--app-port",
            Integer.toString(freePort()),
            "--",
            "sh",
            "-c",
            "exit 9");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("The application ended with status 9 before it listened on");
    assertThat(cli.replays.cancelled).containsExactly(FakeReplayService.ID);
  }

  @Test
  void anApplicationThatDoesNotListenCancelsTheReplayAndIsEnded() throws Exception {
    Path pid = folder.resolve("pid");

    var result =
        cli.run(
            "replay",
            "shop",
            "--home",
            folder.toString(),
            "--app-port",
            Integer.toString(freePort()),
            "--app-timeout",
            "1",
            "--",
            "sh",
            "-c",
            "echo $$ > " + pid + "; exec sleep 600");

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("nothing listens on 127.0.0.1:", "--app-timeout");
    assertThat(cli.replays.cancelled).containsExactly(FakeReplayService.ID);
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  @Test
  void whatListensAlreadyIsNotTakenForTheApplication() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var result =
          cli.run(
              "replay",
              "shop",
              "--home",
              folder.toString(),
              "--app-port",
              Integer.toString(other.getLocalPort()),
              "--",
              "sleep",
              "600");

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).contains("Something listens on 127.0.0.1:" + other.getLocalPort());
      assertThat(cli.replays.cancelled).containsExactly(FakeReplayService.ID);
    }
  }

  @Test
  void anInterruptedReplayIsCancelledAndItsApplicationEnded() throws Exception {
    Path pid = folder.resolve("pid");
    var replay =
        cli.start(
            "replay",
            "shop",
            "--home",
            folder.toString(),
            "--app-port",
            Integer.toString(freePort()),
            "--",
            "sh",
            "-c",
            "echo $$ > " + pid + "; exec sleep 600");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(pid) && Files.size(pid) > 0);

    var result = replay.interrupt();

    assertThat(result.status()).isEqualTo(130);
    assertThat(result.err()).endsWith("was cancelled.\nInterrupted.\n");
    assertThat(cli.replays.cancelled).containsExactly(FakeReplayService.ID);
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  @Test
  void mocksEndWithTheCommandTheyAreForAndTakeItsStatus() throws Exception {
    Path seen = folder.resolve("seen");

    var result =
        cli.run(
            "mock",
            "shop",
            "--home",
            folder.toString(),
            "--",
            "sh",
            "-c",
            "echo $HTTPS_PROXY > " + seen + "; echo words; exit 7");

    assertThat(result.status()).isEqualTo(7);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("2 calls were answered from the recording, 0 were not in it.");
    assertThat(Files.readString(seen)).isEqualTo("http://127.0.0.1:14140\n");
    assertThat(cli.replays.started.getFirst().getMode())
        .isEqualTo(ReplayMode.REPLAY_MODE_RESPONDER_ONLY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void mocksPrintTheSettingsAndServeUntilInterrupted(String format) throws Exception {
    var mock = cli.start("mock", "shop", "--home", folder.toString(), "--output", format);
    cli.replays.serving.await();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> mock.out().contains("no_proxy"));

    var result = mock.interrupt();

    assertThat(result.status()).isEqualTo(130);
    assertThat(cli.replays.cancelled).containsExactly(FakeReplayService.ID);
    Golden.check(
        "mock." + format,
        result
            .out()
            .replace(folder.toString(), "HOME")
            .replaceAll("ca-[0-9a-f]{12}", "ca-FINGERPRINT"));
  }

  @Test
  void theSettingsCanBeReadByAShell() throws Exception {
    var mock = cli.start("mock", "shop", "--home", folder.toString());
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> mock.out().contains("GIT_SSL"));
    Path script = folder.resolve("settings.sh");
    Files.writeString(
        script, mock.interrupt().out() + "echo \"$https_proxy $NODE_USE_ENV_PROXY\"\n");

    var shell = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("http://127.0.0.1:14140 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "laod: {fast: {}} ~ unknown key 'laod' ~ load",
        "load: {fast: {vusers: 0}} ~ vusers ~ 0",
        "load: [ ~ bad.yaml:1:8 ~ expected the node content",
      })
  void aBadTestConfigIsToldBeforeAnythingIsStarted(String config, String what, String rule)
      throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, config);

    var result = cli.run("replay", "shop", "--target", TARGET, "--config", file.toString());

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("bad.yaml", what, rule).doesNotContain("\tat ");
    assertThat(cli.replays.started).isEmpty();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A program that listens on the port it is given, and says how it was started. */
  private String listening() throws IOException {
    Path source = folder.resolve("Listening.java");
    Files.writeString(
        source,
        """
        public class Listening {
          public static void main(String[] arguments) throws Exception {
            System.out.println("listening, proxy=" + System.getProperty("http.proxyHost")
                + ":" + System.getProperty("http.proxyPort"));
            new java.net.ServerSocket(Integer.parseInt(arguments[0])).accept();
            Thread.sleep(600_000);
          }
        }
        """);
    return source.toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isListening(int port) {
    return new ListenAddress("127.0.0.1", port).isListening();
  }
}
