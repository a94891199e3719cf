// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import picocli.CommandLine.Command;

/** The commands. */
@Command(
    name = "reprise bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures Reprise against peers in the same run, on the loopback interface of this machine.",
      "Needs Linux with two processors that have nothing else to do, and taskset (util-linux)."
    },
    subcommands = {
      AllCommand.class,
      ProxyCommand.class,
      PathCommand.class,
      GeneratorCommand.class,
      ResponderCommand.class,
      IngestCommand.class,
      ReplaysCommand.class,
      StartCommand.class,
      MicroCommand.class
    })
final class Bench {}
