// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.DoorNote;
import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.Phase;
import dev.reprise.localstack.home.PidFile;
import dev.reprise.localstack.home.StackState;
import dev.reprise.localstack.part.Parts;
import dev.reprise.localstack.part.Plan;
import dev.reprise.localstack.setup.BackEnds;
import dev.reprise.localstack.setup.Installation;
import dev.reprise.localstack.setup.LocalPlan;
import dev.reprise.localstack.setup.StackSettings;
import dev.reprise.localstack.supervise.Orphans;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The stack on this machine, for whoever starts, looks at or ends it. Everything about it lies
 * under one directory, and there is one stack a directory.
 *
 * <p><b>Threads:</b> methods block; an instance holds no state, so any thread may call any of them.
 */
public final class LocalStack {

  private static final Set<String> BACK_ENDS =
      Set.of(BackEnds.CLICKHOUSE, BackEnds.KAFKA, BackEnds.POSTGRES);
  private static final Duration LONGEST_DOWN = Duration.ofMinutes(10);
  private static final Duration FIRST_SIGN = Duration.ofSeconds(30);

  private final Home home;
  private final Function<List<String>, Plan> plans;

  private LocalStack(Home home, Function<List<String>, Plan> plans) {
    this.home = home;
    this.plans = plans;
  }

  /** The stack of {@code $REPRISE_HOME}, by default {@code ~/.reprise}. */
  public static LocalStack open() {
    return open(Home.fromEnvironment().root());
  }

  /** The stack of a directory, which need not exist. */
  public static LocalStack open(Path home) {
    var place = new Home(home);
    return new LocalStack(place, only -> localPlan(place, only));
  }

  /** A stack of other parts, as tests want it. */
  public static LocalStack of(Path home, Plan plan) {
    return new LocalStack(new Home(home), only -> restrict(plan, only));
  }

  private static Plan localPlan(Home home, List<String> only) {
    StackSettings settings = StackSettings.read(home.settings(), System.getenv());
    home.make();
    boolean withServices = only.isEmpty() || !BACK_ENDS.containsAll(only);
    return restrict(new LocalPlan(home, settings, Installation.find()).plan(withServices), only);
  }

  private static Plan restrict(Plan plan, List<String> only) {
    return only.isEmpty()
        ? plan
        : new Plan(new Parts(plan.parts()).only(only).ordered(), plan.addresses());
  }

  /**
   * Starts all parts, or those named and what they depend on, and waits until they are ready. Where
   * a supervisor runs already, only those are started that it does not run.
   *
   * @param only names of parts; empty for all
   * @throws AppException if settings are wrong, something is not built, a port is taken, or a part
   *     does not start; everything that this call has started is ended again then
   */
  public UpResult up(List<String> only, StackProgress progress) throws InterruptedException {
    Plan plan = plans.apply(only);
    home.make();
    if (supervisor().isEmpty()) {
      UpEvent end = SupervisorLaunch.run(home, plan, progress);
      if (!(end instanceof UpEvent.AlreadyUp)) { // else another has begun a moment before
        return result(end);
      }
    }
    return result(askRunning(plan, progress));
  }

  private UpResult result(UpEvent end) {
    return switch (end) {
      case UpEvent.Failed(var reason) -> throw reason;
      case UpEvent.AlreadyUp() -> new UpResult(true, status());
      case UpEvent.Up(), UpEvent.Changed _ -> new UpResult(false, status());
    };
  }

  /** A supervisor that has just got its lock needs a moment until it can be asked. */
  private UpEvent askRunning(Plan plan, StackProgress progress) throws InterruptedException {
    Pause.until(FIRST_SIGN, () -> supervisor().isPresent());
    Pause.until(FIRST_SIGN, () -> DoorNote.read(home).isPresent() || supervisor().isEmpty());
    Optional<DoorNote> door = DoorNote.read(home);
    if (supervisor().isEmpty() || door.isEmpty()) {
      throw new AppException(
          ErrorKind.CONFLICT,
          "STACK_NOT_UP",
          "Another command was starting or ending the stack in %s, and now it is %s."
              .formatted(home.root(), status().phase().name().toLowerCase(Locale.ROOT)),
          "Look at %s, then run up again.".formatted(home.log(Orphans.SUPERVISOR)));
    }
    return SupervisorLaunch.ask(door.get(), home, plan, progress);
  }

  /**
   * Ends all parts and the supervisor, and what a supervisor that was killed has left behind.
   *
   * @return whether anything ran
   */
  public boolean down(StackProgress progress) throws InterruptedException {
    Optional<ProcessHandle> supervisor = supervisor();
    var told = new HashSet<PartReport>();
    tellNews(told, StackProgress.silent());
    supervisor.ifPresent(ProcessHandle::destroy);
    if (supervisor.isPresent()) {
      BooleanSupplier gone =
          () -> {
            tellNews(told, progress);
            return !supervisor.get().isAlive();
          };
      if (!Pause.until(LONGEST_DOWN, gone)) {
        supervisor.get().destroyForcibly();
      }
    }
    int orphans = Orphans.end(home, _ -> {});
    deleteState();
    return supervisor.isPresent() || orphans > 0;
  }

  private void deleteState() {
    try {
      Files.deleteIfExists(home.state());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + home.state(), e);
    }
  }

  private void tellNews(Set<PartReport> told, StackProgress progress) {
    StackState.read(home.state()).map(StackState::parts).orElse(List.of()).stream()
        .filter(told::add)
        .forEach(progress::changed);
  }

  private Optional<ProcessHandle> supervisor() {
    return PidFile.running(home.pidFile(Orphans.SUPERVISOR));
  }

  /** How the stack is now. */
  public StackStatus status() {
    Optional<StackState> state = StackState.read(home.state());
    Optional<ProcessHandle> supervisor = supervisor();
    if (state.isEmpty()) {
      Phase phase = supervisor.isPresent() ? Phase.STARTING : Phase.DOWN;
      return new StackStatus(phase, pid(supervisor), Map.of(), List.of());
    }
    Phase phase = phase(state.get(), supervisor);
    List<PartStatus> parts = state.get().parts().stream().map(this::status).toList();
    return new StackStatus(phase, pid(supervisor), state.get().addresses(), parts);
  }

  private static Phase phase(StackState state, Optional<ProcessHandle> supervisor) {
    if (supervisor.isEmpty()) {
      return Phase.LOST;
    }
    // A killed predecessor's state lies there until its successor writes its own.
    return supervisor.get().pid() == state.supervisorPid() ? state.phase() : Phase.STARTING;
  }

  private static OptionalLong pid(Optional<ProcessHandle> process) {
    return process.map(handle -> OptionalLong.of(handle.pid())).orElseGet(OptionalLong::empty);
  }

  private PartStatus status(PartReport report) {
    boolean runs = PidFile.running(home.pidFile(report.name())).isPresent();
    return new PartStatus(
        report,
        runs
            ? report.since().map(since -> Duration.between(since, Instant.now()))
            : Optional.empty(),
        runs && report.pid().isPresent()
            ? MemoryUse.ofTree(report.pid().getAsLong())
            : OptionalLong.empty());
  }

  /**
   * Hands on the last lines of the parts' logs, and with {@code follow} what is added to them,
   * until the thread is interrupted.
   *
   * @param parts names; empty for all that have a log, the supervisor's among them
   * @param last how many lines of each to begin with
   */
  public void logs(List<String> parts, int last, boolean follow, Consumer<LogLine> lines) {
    List<LogTail> tails =
        Logs.named(home, parts).stream()
            .map(part -> new LogTail(home.log(part), text -> lines.accept(new LogLine(part, text))))
            .toList();
    tails.forEach(tail -> tail.last(last));
    while (follow && Pause.once()) {
      tails.forEach(LogTail::more);
    }
  }

  /** The directory. */
  public Path home() {
    return home.root();
  }
}
