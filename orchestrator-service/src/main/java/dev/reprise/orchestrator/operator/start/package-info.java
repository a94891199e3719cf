// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Starts the operator where it is switched on. */
@NullMarked
package dev.reprise.orchestrator.operator.start;

import org.jspecify.annotations.NullMarked;
