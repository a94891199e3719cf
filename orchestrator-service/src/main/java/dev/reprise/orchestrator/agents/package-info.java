// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Starts generator and responder as child processes and talks to them. */
@NullMarked
package dev.reprise.orchestrator.agents;

import org.jspecify.annotations.NullMarked;
