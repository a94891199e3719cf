// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.ingest.PathBenchmark;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import picocli.CommandLine.Command;

/** Measures the whole path of capture. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    description = {
      "The whole path from the capture proxy into the warehouse at rising rates. Two to three minutes.",
      "Starts a local stack of its own on free ports, and ends it. Exits with 1 if a pair is lost or doubled."
    })
final class PathCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws InterruptedException {
    return new PathBenchmark(project, effort).run();
  }
}
