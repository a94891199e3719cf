// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reprise.proto.map.PairMapper;
import dev.reprise.proto.replay.v1.ReplayPhase;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command line in a process of its own, as shells, pipes and terminals meet it. */
class PackagedCommandIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final String ESCAPE = "\u001b[";

  /** Maven may have been started by a shell that lets its background jobs ignore Ctrl-C. */
  private static final List<String> AS_IN_THE_FOREGROUND = List.of("env", "--default-signal=INT");

  @TempDir Path folder;

  private final FakeQueryService query = new FakeQueryService();
  private final FakeSnapshotService snapshots = new FakeSnapshotService();
  private final FakeReplayService replays = new FakeReplayService();
  private final List<Process> processes = new ArrayList<>();
  private Server services = unstarted();
  private int port;

  private record Ended(int status, String out, String err) {}

  private Server unstarted() {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(query)
        .addService(snapshots)
        .addService(replays)
        .build();
  }

  @BeforeEach
  void begin() throws IOException {
    services = services.start();
    port = services.getPort();
    for (var pair : List.of(Samples.login(), Samples.image(), Samples.unanswered())) {
      query.pairs.add(Samples.summary(pair));
      query.whole.add(PairMapper.toProto(pair));
    }
  }

  @AfterEach
  void end() {
    processes.stream()
        .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
        .forEach(ProcessHandle::destroyForcibly);
    services.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "0 ~ --version ~ reprise 0.1.0 ~ ``",
        "0 ~ traffic list -o json ~ \"id\" : \"shop-1/12\" ~ ``",
        "1 ~ replay shop --target http://127.0.0.1:9 ~ FAILED ~ ``",
        "2 ~ traffic lits ~ `` ~ There is no command 'lits'. Did you mean 'list'?",
        "2 ~ traffic show shop-9/9 ~ `` ~ There is no such pair.",
      })
  void theStatusTellsWhatCameOfIt(int status, String command, String out, String err)
      throws Exception {
    replays.endsAs(ReplayPhase.REPLAY_PHASE_FAILED, "success rate");
    replays.report(Samples.report(true));

    var ended = run(reprise(command.split(" ")));

    assertThat(ended.status()).as(ended.err()).isEqualTo(status);
    assertThat(ended.out()).contains(out);
    assertThat(ended.err()).contains(err);
    assertThat(ended.out() + ended.err()).doesNotContain("\tat ", "WARN", ESCAPE);
  }

  @Test
  void aServiceThatIsAwayIsStatusThreeInAFewWords() throws Exception {
    services.shutdownNow().awaitTermination();

    var ended = run(reprise("services"));

    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("query-service cannot be reached at 127.0.0.1:" + port)
        .doesNotContain("\tat ")
        .hasLineCount(2);
  }

  @Test
  void theCompletionScriptIsTakenByBash() throws Exception {
    var script =
        """
        source <("$@" completion bash) || exit 8
        complete -p reprise > /dev/null || exit 9
        COMP_LINE="reprise traffic ta"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(reprise traffic ta); COMP_CWORD=2
        _complete_reprise
        echo "${COMPREPLY[@]}"
        """;

    var ended = run(bash(script));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo("tail\n");
  }

  @Test
  void ctrlCEndsTheTail() throws Exception {
    var tail = start(reprise("traffic", "tail"));
    var out = tail.inputReader(UTF_8);
    assertThat(out.readLine()).startsWith("TIME");
    assertThat(out.readLine()).endsWith("shop-1/12");

    interrupt(tail);

    assertThat(status(tail)).isEqualTo(130);
    assertThat(tail.errorReader(UTF_8).readAllAsString()).isEqualTo("Interrupted.\n");
    assertThat(query.tailLeft.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void ctrlCEndsARecordingWithItsApplication() throws Exception {
    Path pid = folder.resolve("pid");
    Path ready = folder.resolve("ready.json");
    var recording =
        start(
            reprise(
                "record",
                "--ready-file",
                ready.toString(),
                "--home",
                folder.toString(),
                "--",
                "sh",
                "-c",
                "echo $$ > " + pid + "; exec sleep 600"));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !recording.isAlive() || (Files.exists(ready) && Files.exists(pid)));

    interrupt(recording);

    String said = recording.errorReader(UTF_8).readAllAsString();
    assertThat(status(recording)).as(said).isEqualTo(130);
    assertThat(said)
        .contains("Recorded 0 pairs", "Interrupted.\n")
        .doesNotContain("\tat ", "by force");
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
    assertThat(recording.descendants()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"traffic list, 'TIME', 1", "traffic tail, 'TIME', 1", "traffic tail -o json, '{', 2"})
  void aReaderThatHasSeenEnoughEndsTheCommandQuietly(String command, String first, int lines)
      throws Exception {
    query.tailForEver();

    var ended =
        run(bash("\"$@\" %s | head -n %d; echo \"${PIPESTATUS[0]}\"".formatted(command, lines)));

    assertThat(ended.out()).startsWith(first).hasLineCount(lines + 1);
    if (command.contains("tail")) {
      assertThat(ended.out()).endsWith("\n141\n");
    }
    assertThat(ended.err()).isIn("", "3 of 3 pairs\n");
  }

  @Test
  void onlyATerminalThatWantsColoursGetsThem() throws Exception {
    var piped = run(reprise("--help"));
    var shown = run(onATerminal("--help"));
    var plain =
        run(Stream.concat(Stream.of("env", "NO_COLOR=1"), onATerminal("--help").stream()).toList());

    assertThat(piped.out()).contains("Usage:").doesNotContain(ESCAPE);
    assertThat(shown.out()).contains("Usage:").contains(ESCAPE);
    assertThat(plain.out()).contains("Usage:").doesNotContain(ESCAPE);
  }

  /** As a person's shell starts it; {@code script} comes with every Linux. */
  private List<String> onATerminal(String... arguments) {
    var quoted = reprise(arguments).stream().map(word -> "'" + word + "'").toList();
    return List.of(
        "script", "--quiet", "--return", "--command", String.join(" ", quoted), "/dev/null");
  }

  private List<String> reprise(String... arguments) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          JAR + " is not built; run 'mvn package' for this module first");
    }
    var command = new ArrayList<>(AS_IN_THE_FOREGROUND);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A script whose {@code "$@"} is the command line. */
  private List<String> bash(String script) {
    var command = new ArrayList<>(List.of("bash", "--norc", "-c", script, "bash"));
    command.addAll(reprise());
    return command;
  }

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("REPRISE_") || name.equals("NO_COLOR"));
    String address = "127.0.0.1:" + port;
    for (String service : List.of("QUERY", "SNAPSHOT", "ORCHESTRATOR")) {
      environment.put("REPRISE_" + service + "_ADDRESS", address);
    }
    environment.put("REPRISE_INGEST_ADDRESS", "127.0.0.1:1");
    environment.put("REPRISE_HOME", folder.toString());
    environment.put("REPRISE_ROOT", ROOT.toString());
    environment.put("TERM", "xterm");
    var process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
    processes.add(process);
    return process;
  }

  private Ended run(List<String> command) throws Exception {
    var process = start(command);
    var err = new StringBuilder();
    var reader = Thread.ofVirtual().start(() -> err.append(all(process)));
    String out = process.inputReader(UTF_8).readAllAsString();
    reader.join();
    return new Ended(status(process), out, err.toString());
  }

  private static String all(Process process) {
    try {
      return process.errorReader(UTF_8).readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it has ended").isTrue();
    return process.exitValue();
  }

  private static void interrupt(Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
