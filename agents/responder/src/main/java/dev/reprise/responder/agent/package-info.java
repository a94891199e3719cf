// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The responder's part in a replay of an orchestrator. */
@NullMarked
package dev.reprise.responder.agent;

import org.jspecify.annotations.NullMarked;
