// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.replays.ReplaysBenchmark;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Replays an unchanged application again and again. */
@Command(
    name = "replays",
    mixinStandardHelpOptions = true,
    description = {
      "Records the demo's shop, then replays it unchanged ten times (with --quick, twice). Three minutes.",
      "Starts a local stack of its own on free ports, and ends it. Exits with 1 unless every replay has no "
          + "difference, 100 % success and 100 % of the mocks matched. Rounds and seconds do not matter here."
    })
final class ReplaysCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws IOException, InterruptedException {
    return new ReplaysBenchmark(project, effort).run();
  }
}
