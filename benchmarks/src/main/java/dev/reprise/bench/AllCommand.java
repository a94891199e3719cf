// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.bench.figures.Machine;
import dev.reprise.bench.figures.PerformancePage;
import dev.reprise.bench.process.Progress;
import dev.reprise.bench.process.Project;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs every benchmark, each in a process of its own: one that fails, hangs, or has moved to
 * another processor leaves the others alone.
 */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = {
      "Every benchmark, one after the other. At most 18 minutes on a quiet machine.",
      "One that fails is told, and the others go on; then it exits with 1. Results lie in"
          + " benchmarks/target/work/all."
    })
final class AllCommand implements Callable<Integer> {

  // The start trains the caches of the stack for those after it.
  private static final List<String> NAMES =
      List.of("proxy", "generator", "responder", "micro", "start", "ingest", "path", "replays");
  private static final int FAILED = 1;
  private static final int TOO_LONG = -2;
  private static final int LEFT_OUT = -1;
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final Duration TOO_SHORT = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, in the order of all.")
  private List<String> only = List.of();

  @Option(
      names = "--minutes",
      defaultValue = "18",
      paramLabel = "N",
      description =
          "The most it may take; what has had no turn by then is left out, and it exits with 1"
              + " (default: ${DEFAULT-VALUE}).")
  private int minutes = 18;

  /**
   * How one benchmark went.
   *
   * @param status its exit status; negative where it has none
   */
  private record Part(String name, int status, double seconds) {

    String words() {
      return switch (status) {
        case 0 -> "done";
        case BenchCommand.UNSOUND -> "**wrong**: see its goals";
        case TOO_LONG -> "**failed**: it took too long";
        case LEFT_OUT -> "**left out**: the time was over";
        default -> "**failed** with status " + status;
      };
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireKnown();
    var project = Project.find();
    var machine = Machine.here();
    Path folder = Files.createDirectories(project.work("all"));
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name + ".json")); // of an earlier run
    }
    var parts = new ArrayList<Part>();
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    for (String name : NAMES) {
      if (only.isEmpty() || only.contains(name)) {
        var left = Duration.ofNanos(end - System.nanoTime());
        var part =
            left.compareTo(TOO_SHORT) < 0
                ? new Part(name, LEFT_OUT, 0)
                : run(name, folder, left.compareTo(LIMIT) < 0 ? left : LIMIT);
        Progress.say("--- bench %s: %s".formatted(name, part.words()));
        parts.add(part);
      }
    }
    var section = section(parts, folder, machine);
    spec.commandLine().getOut().println(section);
    spec.commandLine().getOut().flush();
    if (options.isForDocs()) {
      new PerformancePage(project.path("docs", "performance.md")).write("all", section);
    }
    return parts.stream().allMatch(part -> part.status() == 0) ? 0 : FAILED;
  }

  private void requireKnown() {
    for (String name : only) {
      if (!NAMES.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no benchmark '%s'; there are %s.".formatted(name, String.join(", ", NAMES)));
      }
    }
  }

  private Part run(String name, Path folder, Duration limit)
      throws IOException, InterruptedException {
    Progress.say("--- bench " + name);
    Path json = folder.resolve(name + ".json");
    long started = System.nanoTime();
    var process = new ProcessBuilder(command(name, json)).inheritIO().start();
    var atExit = Thread.ofPlatform().unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroy(); // it ends what it has started
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    return new Part(
        name, ended ? process.exitValue() : TOO_LONG, (System.nanoTime() - started) / 1e9);
  }

  private List<String> command(String name, Path json) {
    var command = new ArrayList<String>();
    command.add(Project.java());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BenchMain.class.getName(), name));
    command.addAll(options.arguments());
    command.addAll(List.of("--json", json.toString()));
    return command;
  }

  private String section(List<Part> parts, Path folder, Machine machine) throws IOException {
    var out = new StringBuilder("## All goals\n\n");
    out.append(
        "`./reprise bench all`, %s, %s.%s\n\n"
            .formatted(
                LocalDate.now(Clock.system(ZoneOffset.UTC)),
                machine,
                machine.isQuiet() ? "" : " **The machine had other work: no figures to go by.**"));
    out.append("| benchmark | seconds | |\n|---|---|---|\n");
    for (Part part : parts) {
      out.append("| %s | %.0f | %s |\n".formatted(part.name(), part.seconds(), part.words()));
    }
    out.append("\n| benchmark | goal | wanted | seen | |\n|---|---|---|---|---|\n");
    for (Part part : parts) {
      Path json = folder.resolve(part.name() + ".json");
      if (Files.exists(json)) {
        for (JsonNode claim : new ObjectMapper().readTree(json.toFile()).path("claims")) {
          out.append(row(part.name(), claim));
        }
      }
    }
    return out.toString();
  }

  private static String row(String name, JsonNode claim) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            name,
            claim.path("goal").asText(),
            claim.path("wanted").asText(),
            claim.path("shown").asText(),
            claim.path("holds").asBoolean() ? "held" : "**missed**");
  }
}
