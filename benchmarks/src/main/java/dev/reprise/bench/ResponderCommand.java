// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.responder.ResponderBenchmark;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Measures the responder. */
@Command(
    name = "responder",
    mixinStandardHelpOptions = true,
    description = {
      "The responder against Hoverfly and WireMock with the same recorded calls. Two to three minutes.",
      "Needs wrk (as root on Debian it is installed); Maven fetches the peers once."
    })
final class ResponderCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws IOException, InterruptedException {
    return new ResponderBenchmark(project, effort).run();
  }
}
