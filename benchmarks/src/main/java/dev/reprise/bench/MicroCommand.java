// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.micro.MicroBenchmark;
import dev.reprise.bench.process.Project;
import picocli.CommandLine.Command;

/** Measures single steps. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "What single steps of the hot paths cost in time and allocated bytes, by JMH. One minute.",
      "Each has three to five measurements of half a second, by --rounds."
    })
final class MicroCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) {
    return new MicroBenchmark(effort).run();
  }
}
