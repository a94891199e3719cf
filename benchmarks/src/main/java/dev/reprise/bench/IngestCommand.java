// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.ingest.IngestBenchmark;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import picocli.CommandLine.Command;

/** Measures the way into the warehouse. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "The way of pairs into the warehouse against the engine's own INSERT SELECT. Two minutes.",
      "Starts a local stack of its own on free ports, and ends it."
    })
final class IngestCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws InterruptedException {
    return new IngestBenchmark(project, effort).run();
  }
}
