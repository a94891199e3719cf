// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import picocli.CommandLine.Command;

/** Groups the commands about reports. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Lists replays and shows their reports.",
    subcommands = {ReportListCommand.class, ReportShowCommand.class})
public final class ReportCommand {}
