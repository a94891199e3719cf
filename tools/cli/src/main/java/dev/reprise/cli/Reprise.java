// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.cli.cluster.DoctorCommand;
import dev.reprise.cli.cluster.InjectCommand;
import dev.reprise.cli.context.Environment;
import dev.reprise.cli.key.KeyCommand;
import dev.reprise.cli.record.RecordCommand;
import dev.reprise.cli.replay.MockCommand;
import dev.reprise.cli.replay.ReplayCommand;
import dev.reprise.cli.replay.ReportCommand;
import dev.reprise.cli.snapshot.SnapshotCommand;
import dev.reprise.cli.stack.DownCommand;
import dev.reprise.cli.stack.LogsCommand;
import dev.reprise.cli.stack.OpenCommand;
import dev.reprise.cli.stack.StatusCommand;
import dev.reprise.cli.stack.UpCommand;
import dev.reprise.cli.traffic.MapCommand;
import dev.reprise.cli.traffic.ServicesCommand;
import dev.reprise.cli.traffic.TrafficCommand;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The command line: every command hangs below this one. */
@TopCommand
@Command(
    name = "reprise",
    mixinStandardHelpOptions = true,
    version = "reprise 0.1.0",
    description = "Real traffic turned into tests and mocks: record a service, look, replay.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nA first round:%n",
    footer = {
      "  reprise up                                                start the local stack",
      "  reprise record --app-port 8080 -- java -jar shop.jar      record an application",
      "  reprise traffic list                                      look at what was recorded",
      "  reprise snapshot create shop --filter 'service = \"shop\"'  cut what is to be replayed",
      "  reprise replay shop --app-port 8080 -- java -jar shop.jar replay it, dependencies mocked",
      "",
      "Results go to standard output, everything else to standard error.",
      "'./reprise' in a checkout also has: demo, test, build.",
      "",
      "Exit status:",
      "    0  all well",
      "    1  a goal of a replay did not hold",
      "    2  the command was wrong, or what it names does not exist",
      "    3  something else stood in the way: a service that cannot be reached, a defect",
      "  130  interrupted (Ctrl-C)",
      "  141  whoever read the output closed it"
    },
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      OpenCommand.class,
      LogsCommand.class,
      RecordCommand.class,
      TrafficCommand.class,
      ServicesCommand.class,
      MapCommand.class,
      SnapshotCommand.class,
      ReplayCommand.class,
      MockCommand.class,
      ReportCommand.class,
      InjectCommand.class,
      KeyCommand.class,
      DoctorCommand.class,
      CompletionCommand.class
    })
public final class Reprise implements Environment.Holder {

  private final Environment environment;

  /** In this process' own environment. */
  public Reprise() {
    this(Environment.ofThisProcess());
  }

  Reprise(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Environment environment() {
    return environment;
  }
}
