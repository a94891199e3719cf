// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import picocli.CommandLine.Command;

/** Groups the commands that look at pairs. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description = "Looks at recorded request/response pairs.",
    subcommands = {TrafficListCommand.class, TrafficShowCommand.class, TrafficTailCommand.class})
public final class TrafficCommand {}
