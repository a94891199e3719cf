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

  private static final List<String> NAMES =
      List.of("proxy", "generator", "responder", "micro", "ingest", "path", "start", "replays");
  private static final int FAILED = 1;
  private static final int KILLED = 137;
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final Duration GRACE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, in the order of all.")
  private List<String> only = List.of();

  /**
   * How one benchmark went.
   *
   * @param status its exit status
   */
  private record Part(String name, int status, double seconds) {

    String words() {
      return switch (status) {
        case 0 -> "done";
        case BenchCommand.UNSOUND -> "**wrong**: see its goals";
        case KILLED -> "**failed**: killed after %d s".formatted(LIMIT.toSeconds());
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
    var parts = new ArrayList<Part>();
    for (String name : NAMES) {
      if (only.isEmpty() || only.contains(name)) {
        Progress.say("--- bench " + name);
        parts.add(run(name, folder));
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

  private Part run(String name, Path folder) throws IOException, InterruptedException {
    Path json = folder.resolve(name + ".json");
    Files.deleteIfExists(json);
    long started = System.nanoTime();
    var process = new ProcessBuilder(command(name, json)).inheritIO().start();
    var atExit = Thread.ofPlatform().unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroy(); // it ends what it has started
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    var part =
        new Part(name, ended ? process.exitValue() : KILLED, (System.nanoTime() - started) / 1e9);
    Progress.say("--- bench %s: %s".formatted(name, part.words()));
    return part;
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
