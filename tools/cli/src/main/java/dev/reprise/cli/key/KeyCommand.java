// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.key;

import picocli.CommandLine.Command;

/** Groups the commands about API keys. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Makes API keys for machines and people, lists them, and ends them. Needs the role admin.",
    subcommands = {KeyCreateCommand.class, KeyListCommand.class, KeyRevokeCommand.class})
public final class KeyCommand {}
