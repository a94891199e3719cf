// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Forms;
import dev.reprise.bench.figures.Machine;
import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.figures.PerformancePage;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all benchmarks have in common: they are measured, and told. */
abstract class BenchCommand implements Callable<Integer> {

  /** The exit status where something is wrong that must be right. */
  static final int UNSOUND = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchOptions options = new BenchOptions();

  /** Measures. */
  abstract Outcome measure(Project project, Effort effort) throws IOException, InterruptedException;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    var project = Project.find();
    var machine = Machine.here();
    var outcome = measure(project, options.effort());
    var section = Forms.markdown(outcome, machine, LocalDate.now(Clock.system(ZoneOffset.UTC)));
    spec.commandLine().getOut().println(section);
    spec.commandLine().getOut().flush();
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), Forms.json(outcome, machine));
    }
    if (options.isForDocs()) {
      new PerformancePage(project.path("docs", "performance.md")).write(outcome.name(), section);
    }
    return outcome.isSound() ? 0 : UNSOUND;
  }
}
