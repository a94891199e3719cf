// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.generator.GeneratorBenchmark;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Measures the generator. */
@Command(
    name = "generator",
    mixinStandardHelpOptions = true,
    description = {
      "The generator against wrk, and its gaps against the recorded ones. About two minutes.",
      "Needs wrk and nginx (as root on Debian they are installed)."
    })
final class GeneratorCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws IOException, InterruptedException {
    return new GeneratorBenchmark(project, effort).run();
  }
}
