// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What the operator asks of the rest of orchestrator-service. */
@NullMarked
package dev.reprise.orchestrator.operator.runs;

import org.jspecify.annotations.NullMarked;
