// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.start.StartBenchmark;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Measures start and memory. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "How long the local stack and each program take to be ready, and their memory then. Three minutes.",
      "Each program from its jar alone, and with the JDK's ahead-of-time cache. Starts a local stack of its own."
    })
final class StartCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws IOException, InterruptedException {
    return new StartBenchmark(project, effort).run();
  }
}
