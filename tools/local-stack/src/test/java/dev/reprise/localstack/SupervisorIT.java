// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.home.DoorNote;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.Phase;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.part.Limits;
import dev.reprise.localstack.part.Liveness;
import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.part.PlanJson;
import dev.reprise.localstack.part.PortNeed;
import dev.reprise.localstack.part.Readiness;
import dev.reprise.traffic.error.AppException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor as a process, with little scripts for parts. */
class SupervisorIT {

  private static final Readiness READY = new Readiness.Line("ready");
  private static final String STAY = "echo ready; exec sleep 600";
  private static final StackProgress SILENT = StackProgress.silent();

  @TempDir private Path dir;
  private LocalStack stack = LocalStack.of(Path.of("unset"), new Plan(List.of(), Map.of()));

  @AfterEach
  void end() throws InterruptedException {
    stack.down(SILENT);
  }

  private static Part script(String name, String script) {
    return Part.of(name, List.of("sh", "-c", script), READY);
  }

  private LocalStack stackOf(Part... parts) {
    stack = LocalStack.of(dir, new Plan(List.of(parts), Map.of("a.address", "here:1")));
    return stack;
  }

  private PartReport part(String name) {
    return stack.status().parts().stream()
        .map(PartStatus::report)
        .filter(report -> report.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ProcessHandle process(String name) {
    return ProcessHandle.of(part(name).pid().orElseThrow()).orElseThrow();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    assertThat(Pause.until(Duration.ofSeconds(60), condition)).isTrue();
  }

  private String supervisorLog() throws IOException {
    return Files.readString(dir.resolve("logs/supervisor.log"));
  }

  @Test
  void startsPartsAfterWhatTheyDependOnAndEndsThemBefore() throws Exception {
    var order = new ArrayList<String>();
    stackOf(script("second", STAY).after(List.of("first")), script("first", STAY));

    UpResult result = stack.up(List.of(), part -> order.add(part.name() + " " + part.state()));

    assertThat(order)
        .containsExactly("first starting", "first ready", "second starting", "second ready");
    assertThat(result.wasAlreadyUp()).isFalse();
    assertThat(result.status().phase()).isEqualTo(Phase.UP);
    assertThat(result.status().addresses()).containsEntry("a.address", "here:1");
    ProcessHandle first = process("first");
    assertThat(stack.down(SILENT)).isTrue();
    assertThat(first.isAlive()).isFalse();
    String log = supervisorLog();
    assertThat(log.indexOf("part=second state=stopped"))
        .isPositive()
        .isLessThan(log.indexOf("part=first state=stopping"));
    assertThat(stack.status().phase()).isEqualTo(Phase.DOWN);
    assertThat(stack.down(SILENT)).isFalse();
  }

  @Test
  void startsOnlyWhatIsAskedForAndWhatThatNeeds() throws Exception {
    stackOf(script("a", STAY), script("b", STAY).after(List.of("a")), script("c", STAY));

    UpResult result = stack.up(List.of("b"), SILENT);

    assertThat(result.status().parts().stream().map(part -> part.report().name()))
        .containsExactly("a", "b");
  }

  @Test
  void saysThatItIsAlreadyUp() throws Exception {
    stackOf(script("a", STAY));
    stack.up(List.of(), SILENT);
    long pid = part("a").pid().orElseThrow();

    UpResult second = stack.up(List.of(), SILENT);

    assertThat(second.wasAlreadyUp()).isTrue();
    assertThat(part("a").pid()).hasValue(pid);
  }

  @Test
  void isStartedOnceWhenTwoAskAtTheSameTime() throws Exception {
    stackOf(script("a", "sleep 1; " + STAY));

    try (var two = Executors.newFixedThreadPool(2)) {
      Callable<UpResult> up = () -> stack.up(List.of(), SILENT);
      var results = new ArrayList<UpResult>();
      for (var future : two.invokeAll(List.of(up, up))) {
        results.add(future.get());
      }
      assertThat(results).extracting(UpResult::wasAlreadyUp).containsExactlyInAnyOrder(true, false);
      assertThat(results).allMatch(result -> result.status().phase() == Phase.UP);
    }
  }

  @Test
  void startsAPartAgainThatDiesAndKeepsTheReason() throws Exception {
    Path marker = dir.resolve("died-once");
    String diesOnce =
        "echo ready; [ -e '%s' ] && exec sleep 600; touch '%s'; echo boom; exit 7"
            .formatted(marker, marker);
    stackOf(script("fragile", diesOnce));
    stack.up(List.of(), SILENT);

    await(() -> part("fragile").restarts() == 1 && part("fragile").state().equals("ready"));

    assertThat(part("fragile").lastEnd()).contains("exit code 7");
    assertThat(supervisorLog())
        .contains("part ended part=fragile reason=\"exit code 7\" next=\"restarting in 250 ms\"")
        .contains("| boom");
  }

  @Test
  void startsAPartAgainThatIsKilled() throws Exception {
    stackOf(script("a", STAY));
    stack.up(List.of(), SILENT);

    process("a").destroyForcibly();

    await(() -> part("a").restarts() == 1 && part("a").state().equals("ready"));
    assertThat(part("a").lastEnd()).contains("signal 9 (SIGKILL)");
  }

  @Test
  void startsAPartAgainThatHangs() throws Exception {
    int port = freePort();
    Part answering =
        Part.of(
                "answering",
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx32m",
                    "-cp",
                    Path.of("target", "test-classes").toAbsolutePath().toString(),
                    AnsweringMain.class.getName(),
                    Integer.toString(port)),
                READY)
            .alive(
                new Liveness(
                    new Liveness.Reply(port, "2a"),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(2),
                    2));
    stackOf(answering, script("other", STAY));
    stack.up(List.of(), SILENT);
    ProcessHandle hanging = process("answering");

    suspend(hanging);

    await(() -> part("answering").restarts() == 1 && part("answering").state().equals("ready"));
    assertThat(hanging.isAlive()).isFalse();
    assertThat(part("answering").lastEnd())
        .contains("it did not answer 2 times in a row, within 2.0 s each, then signal 9 (SIGKILL)");
    assertThat(supervisorLog())
        .contains("killing, it did not answer 2 times in a row, within 2.0 s each part=answering")
        .contains("part=answering state=hung");
    assertThat(part("other").restarts()).isZero();
  }

  private static void suspend(ProcessHandle process) throws Exception {
    var kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).inheritIO();
    assertThat(kill.start().waitFor()).isZero();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void startsWhatIsMissingOfAStackThatIsPartlyUp() throws Exception {
    stackOf(
        script("a", STAY),
        script("b", STAY).after(List.of("a")),
        script("c", STAY).after(List.of("b")));
    stack.up(List.of("a"), SILENT);
    long pid = part("a").pid().orElseThrow();
    var told = new ArrayList<String>();

    UpResult more = stack.up(List.of("b"), part -> told.add(part.name() + " " + part.state()));

    assertThat(more.wasAlreadyUp()).isFalse();
    assertThat(told).containsExactly("b starting", "b ready");
    assertThat(more.status().phase()).isEqualTo(Phase.UP);
    assertThat(more.status().parts().stream().map(part -> part.report().name()))
        .containsExactly("a", "b");
    assertThat(part("a").pid()).hasValue(pid);
    assertThat(stack.up(List.of("b"), SILENT).wasAlreadyUp()).isTrue();
    assertThat(stack.up(List.of(), SILENT).wasAlreadyUp()).isFalse();
    ProcessHandle last = process("c");
    stack.down(SILENT);
    assertThat(last.isAlive()).isFalse();
    assertThat(supervisorLog().indexOf("part=c state=stopped"))
        .isPositive()
        .isLessThan(supervisorLog().indexOf("part=b state=stopping"));
  }

  @Test
  void endsOnlyWhatItAddedWhenThatDoesNotStart() throws Exception {
    Path pid = dir.resolve("extra.pid.txt");
    stackOf(
        script("a", STAY),
        script("extra", "echo $$ > '%s'; %s".formatted(pid, STAY)).after(List.of("a")),
        script("bad", "echo no licence; exit 3").after(List.of("extra")));
    stack.up(List.of("a"), SILENT);

    assertThatThrownBy(() -> stack.up(List.of("bad"), SILENT))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("The part 'bad' did not start: exit code 3");

    long extra = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(extra).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(stack.status().phase()).isEqualTo(Phase.UP);
    assertThat(stack.status().parts().stream().map(part -> part.report().name()))
        .containsExactly("a");
    assertThat(process("a").isAlive()).isTrue();
    assertThat(part("a").restarts()).isZero();
  }

  @Test
  void opensItsDoorOnlyToThoseWhoCanReadTheNote() throws Exception {
    stackOf(script("a", STAY));
    stack.up(List.of(), SILENT);
    DoorNote door = DoorNote.read(new Home(dir)).orElseThrow();
    String plan =
        PlanJson.write(
            new Plan(List.of(script("b", "touch '%s'".formatted(dir.resolve("b")))), Map.of()));

    try (var stranger = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      stranger.getOutputStream().write(("guess\n" + plan + "\n").getBytes(UTF_8));
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    }

    assertThat(stack.status().parts()).hasSize(1);
    assertThat(dir.resolve("b")).doesNotExist();
  }

  @Test
  void givesUpOnAPartThatNeverStartsAndLeavesNothing() throws Exception {
    Path pid = dir.resolve("good.pid.txt");
    stackOf(
        script("good", "echo $$ > '%s'; %s".formatted(pid, STAY)),
        script("bad", "echo no licence; exit 3").after(List.of("good")));

    assertThatThrownBy(() -> stack.up(List.of(), SILENT))
        .isInstanceOf(AppException.class)
        .hasMessageContaining(
            "The part 'bad' did not start: exit code 3. It said last: no licence");

    assertThat(stack.status().phase()).isEqualTo(Phase.DOWN);
    long good = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(good).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void givesUpOnAPartThatIsNeverReady() {
    stackOf(
        script("slow", "exec sleep 600")
            .within(new Limits(Duration.ofMillis(300), Duration.ofSeconds(5))));

    assertThatThrownBy(() -> stack.up(List.of(), SILENT))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("it was not ready in time, then signal 9 (SIGKILL)");
  }

  @Test
  void saysThatAProgramIsNotThere() {
    stackOf(Part.of("ghost", List.of("/no/such/program"), READY));

    assertThatThrownBy(() -> stack.up(List.of(), SILENT))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("it could not be started")
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void killsAPartThatWillNotEnd() throws Exception {
    stackOf(
        script("stubborn", "trap '' TERM; echo ready; while :; do sleep 1; done")
            .within(new Limits(Duration.ofSeconds(30), Duration.ofMillis(500))));
    stack.up(List.of(), SILENT);
    ProcessHandle stubborn = process("stubborn");

    stack.down(SILENT);

    assertThat(stubborn.isAlive()).isFalse();
    assertThat(supervisorLog()).contains("killing, its time is over part=stubborn");
  }

  @Test
  void namesATakenPortWhoNeedsItAndTheSetting() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      stackOf(
          script("kafka", STAY).listeningOn(List.of(new PortNeed(port, "ports.kafka"))),
          script("other", STAY));

      assertThatThrownBy(() -> stack.up(List.of(), SILENT))
          .isInstanceOfSatisfying(
              AppException.class,
              e -> {
                assertThat(e)
                    .hasMessageContaining("port %d, which kafka needs, is taken".formatted(port));
                assertThat(e.remedy()).contains("ports.kafka").contains("REPRISE_PORTS_KAFKA");
              });
      assertThat(stack.status().phase()).isEqualTo(Phase.DOWN);
    }
  }

  @Test
  void comesUpAgainAfterItsSupervisorWasKilled() throws Exception {
    stackOf(script("a", STAY));
    stack.up(List.of(), SILENT);
    ProcessHandle former = process("a");
    killSupervisor();
    assertThat(stack.status().phase()).isEqualTo(Phase.LOST);
    assertThat(former.isAlive()).isTrue();

    UpResult again = stack.up(List.of(), SILENT);

    assertThat(again.wasAlreadyUp()).isFalse();
    assertThat(former.isAlive()).isFalse();
    assertThat(process("a").isAlive()).isTrue();
  }

  @Test
  void leavesNothingWhenItIsEndedAfterItsSupervisorWasKilled() throws Exception {
    stackOf(script("a", STAY), script("b", STAY));
    stack.up(List.of(), SILENT);
    List<ProcessHandle> orphans = List.of(process("a"), process("b"));
    killSupervisor();

    assertThat(stack.down(SILENT)).isTrue();

    assertThat(orphans).noneMatch(ProcessHandle::isAlive);
    assertThat(stack.status().phase()).isEqualTo(Phase.DOWN);
  }

  @Test
  void endsWhatItHasStartedWhenItIsInterrupted() throws Exception {
    stackOf(script("a", STAY), script("never", "exec sleep 600").after(List.of("a")));
    var failure = new AtomicReference<Throwable>();
    var isStarting = new CountDownLatch(1);
    var up =
        Thread.ofPlatform()
            .start(() -> {
              try {
                stack.up(
                    List.of(),
                    part -> {
                      if (part.name().equals("never")) {
                        isStarting.countDown();
                      }
                    });
              } catch (InterruptedException | RuntimeException e) {
                failure.set(e);
              }
            });
    isStarting.await();
    await(() -> part("never").pid().isPresent());
    List<ProcessHandle> parts = List.of(process("a"), process("never"));

    up.interrupt();
    up.join();

    assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    assertThat(parts).noneMatch(ProcessHandle::isAlive);
    assertThat(stack.status().phase()).isEqualTo(Phase.DOWN);
    assertThat(stack.up(List.of("a"), SILENT).wasAlreadyUp()).isFalse();
  }

  @Test
  void aStateThatNoSupervisorWroteIsToldWithWhatToDo() throws Exception {
    stackOf();
    Files.writeString(dir.resolve("stack.json"), "{\"phase\": \"SIDEWAYS\"}");

    assertThatThrownBy(() -> stack.status())
        .isInstanceOf(AppException.class)
        .hasMessageContaining("stack.json");

    Files.delete(dir.resolve("stack.json"));
  }

  private void killSupervisor() throws Exception {
    ProcessHandle supervisor = PidFile.running(new Home(dir).pidFile("supervisor")).orElseThrow();
    supervisor.destroyForcibly();
    supervisor.onExit().get();
  }

  @Test
  void showsWhatPartsHaveSaid() throws Exception {
    stackOf(script("talker", "echo hello; echo ready; exec sleep 600"));
    stack.up(List.of(), SILENT);

    var lines = new ArrayList<String>();
    stack.logs(List.of("talker"), 10, false, line -> lines.add(line.part() + ": " + line.text()));

    assertThat(lines).containsExactly("talker: hello", "talker: ready");
    assertThatThrownBy(() -> stack.logs(List.of("none"), 1, false, _ -> {}))
        .isInstanceOf(AppException.class)
        .hasMessageContaining("no log of a part 'none'");
  }

  @Test
  void goesOnWithoutWhoStartedIt() throws Exception {
    stackOf(script("a", STAY));
    stack.up(List.of(), SILENT);

    ProcessHandle supervisor =
        ProcessHandle.of(stack.status().supervisorPid().orElseThrow()).orElseThrow();

    // A session of its own, so that Ctrl-C and the end of the terminal do not reach it.
    String[] stat =
        Files.readString(Path.of("/proc/%d/stat".formatted(supervisor.pid())))
            .replaceAll("^.*\\) ", "")
            .split(" ", -1);
    assertThat(stat[3]).isEqualTo(Long.toString(supervisor.pid()));
  }
}
