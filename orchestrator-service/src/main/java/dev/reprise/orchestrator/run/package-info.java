// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** One replay under way: applies the machine, drives the agents, keeps the figures. */
@NullMarked
package dev.reprise.orchestrator.run;

import org.jspecify.annotations.NullMarked;
