// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * What the command line and the agents share as programs that a shell calls, and nothing else: how
 * options are read, how a failure becomes words and an exit status, how Ctrl-C ends a command, and
 * the options of capturing, which {@code record} passes on to the capture proxy, and those that an
 * orchestrator starts the agents of a replay with.
 */
@NullMarked
package dev.reprise.command;

import org.jspecify.annotations.NullMarked;
