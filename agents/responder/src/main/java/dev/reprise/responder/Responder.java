// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The responder's command line. */
@TopCommand
@Command(
    name = "responder",
    mixinStandardHelpOptions = true,
    description = "Answers the outbound calls of a system under test from a snapshot.",
    subcommands = {AgentCommand.class, RunCommand.class})
public final class Responder {}
