// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The life of a replay as a pure state machine: states, events and the effects they ask for. */
@NullMarked
package dev.reprise.orchestrator.machine;

import org.jspecify.annotations.NullMarked;
