// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Runs replays: the state machine, the local runtime and the report. */
@NullMarked
package dev.reprise.orchestrator;

import org.jspecify.annotations.NullMarked;
