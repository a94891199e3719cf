// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The generator's command line. */
@TopCommand
@Command(
    name = "generator",
    mixinStandardHelpOptions = true,
    description = "Sends a snapshot's inbound requests to a system under test, and compares.",
    subcommands = {AgentCommand.class, RunCommand.class})
public final class Generator {}
