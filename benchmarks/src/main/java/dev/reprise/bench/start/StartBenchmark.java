// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.start;

import dev.reprise.bench.figures.Claim;
import dev.reprise.bench.figures.Figure;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.Sheet;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.BenchException;
import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Pause;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.stack.Stack;
import dev.reprise.bench.start.Program.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long the local stack and each program take to be ready, and how much memory they hold then:
 * from their jar alone, and with what the JDK has learnt from an earlier run.
 */
public final class StartBenchmark {

  private static final Figure UP = new Figure("up after, s", 1);
  private static final Figure PART_MEMORY = new Figure("memory at idle, MiB", 0);
  private static final Figure READY_JAR = ready(Way.JAR);
  private static final Figure READY_CACHE = ready(Way.CACHE);
  private static final Figure MEMORY_JAR = memory(Way.JAR);
  private static final Figure MEMORY_CACHE = memory(Way.CACHE);

  private static final String FIRST = "first start, which trains the caches";
  private static final String LATER = "later start";
  private static final String STACK = "all of it";

  private static final double MEBIBYTE = 1 << 20;
  private static final double STACK_GOAL_SECONDS = 20;
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(60);
  private static final Duration SETTLED = Duration.ofMillis(1000);
  private static final int MOST_ROUNDS = 2; // three minutes are the limit

  private final Project project;
  private final int rounds;
  private final Path folder;

  /** Measures what was built of this project. */
  public StartBenchmark(Project project, Effort effort) {
    this.project = project;
    this.rounds = Math.min(effort.rounds(), MOST_ROUNDS);
    this.folder = project.work("start");
  }

  private static Figure ready(Way way) {
    return new Figure("ready after, s, " + way.words(), 2);
  }

  private static Figure memory(Way way) {
    return new Figure("memory, MiB, " + way.words(), 0);
  }

  /** Measures. */
  public Outcome run() throws IOException, InterruptedException {
    var stack = new Sheet("The local stack, from nothing to ready");
    var parts = new Sheet("Its parts when nobody asks anything of them");
    var programs = new Sheet("Each program alone");
    Files.createDirectories(folder);
    Stack.forget(project);
    try (var first = Stack.up(project, List.of())) {
      stack.add(FIRST, UP, seconds(first.upAfter()));
    }
    Path home = Stack.prepare(project);
    try (var later = Stack.up(home, List.of())) {
      stack.add(LATER, UP, seconds(later.upAfter()));
      Pause.lasting(SETTLED);
      noteParts(parts, later);
      measure(programs, new Programs(project, home, folder).all());
    }
    return new Outcome(
        "start",
        "Start and memory",
        method(),
        List.of(stack, parts, programs),
        List.of(
            Claim.atMost(
                "the local stack is up after, s, later start",
                STACK_GOAL_SECONDS,
                stack.spread(LATER, UP))));
  }

  private List<String> method() {
    return List.of(
        """
        The local stack starts two parts at a time; it is up when all of them say that they are ready. Memory of its parts counts \
        pages that processes share once (PSS).\
        """,
        """
        Each program alone is started as the stack, the command line or orchestrator-service starts it, with their options, and is \
        ready when its readiness is told (services, with their back ends up), it has said so (agents), or it has ended (command \
        line). Memory is what its process holds (RSS) %.1f s later. The AOT cache is the JDK's, trained by a run before; where it \
        does not fit the JDK refuses to start. min / **median** / max of %d rounds in which each has its turn.\
        """
            .formatted(seconds(SETTLED), rounds));
  }

  private static void noteParts(Sheet sheet, Stack stack) {
    double all = 0;
    for (var part : stack.parts()) {
      double mebibytes = part.memoryBytes().orElse(0) / MEBIBYTE;
      sheet.add(part.report().name(), PART_MEMORY, mebibytes);
      all += mebibytes;
    }
    sheet.add(STACK, PART_MEMORY, all);
  }

  private void measure(Sheet sheet, List<Program> programs)
      throws IOException, InterruptedException {
    for (Program program : programs) {
      if (program.cache().startsWith(folder)) { // the stack has trained its own
        Files.deleteIfExists(program.cache());
        Progress.say("training " + program.name());
        start(program, Way.TRAINING);
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (Program program : Effort.inRound(round, programs)) {
        Progress.say("round %d: %s".formatted(round + 1, program.name()));
        var jar = start(program, Way.JAR);
        sheet.add(program.name(), READY_JAR, jar.readySeconds());
        var cache = start(program, Way.CACHE);
        sheet.add(program.name(), READY_CACHE, cache.readySeconds());
        if (jar.bytes() > 0) {
          sheet.add(program.name(), MEMORY_JAR, jar.bytes() / MEBIBYTE);
          sheet.add(program.name(), MEMORY_CACHE, cache.bytes() / MEBIBYTE);
        }
      }
    }
  }

  /**
   * How it went.
   *
   * @param bytes that it held then; 0 where it has ended by itself
   */
  private record Started(double readySeconds, long bytes) {}

  private Started start(Program program, Way way) throws InterruptedException {
    Path log = folder.resolve("%s-%s.log".formatted(program.name(), way));
    long started = System.nanoTime();
    try (var child =
        Child.start(program.name(), program.command(way), program.environment(), log)) {
      if (!Pause.until(READY_LIMIT, () -> program.isReady().test(child))) {
        throw new BenchException(
            "%s was not ready within %d s; see %s."
                .formatted(program.name(), READY_LIMIT.toSeconds(), log));
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      if (!child.isAlive()) {
        return new Started(seconds, 0);
      }
      Pause.lasting(SETTLED);
      long bytes = child.rssBytes();
      child.askToEnd();
      var _ = child.await(END_LIMIT); // a cache is written then
      return new Started(seconds, bytes);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
