// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import dev.reprise.bench.figures.Outcome;
import dev.reprise.bench.load.Effort;
import dev.reprise.bench.process.Project;
import dev.reprise.bench.proxy.ProxyBenchmark;
import picocli.CommandLine.Command;

/** Measures the capture proxy. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = {
      "The capture proxy against nginx, HAProxy and mitmproxy. About two minutes.",
      "Needs wrk, nginx, haproxy and mitmproxy (as root on Debian they are installed)."
    })
final class ProxyCommand extends BenchCommand {

  @Override
  Outcome measure(Project project, Effort effort) throws InterruptedException {
    return new ProxyBenchmark(project, effort).run();
  }
}
