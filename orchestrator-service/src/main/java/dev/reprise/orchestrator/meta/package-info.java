// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Replays as rows in PostgreSQL. */
@NullMarked
package dev.reprise.orchestrator.meta;

import org.jspecify.annotations.NullMarked;
