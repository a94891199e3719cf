// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What is asked of a replay, and what callers see of it. */
@NullMarked
package dev.reprise.orchestrator.replay;

import org.jspecify.annotations.NullMarked;
