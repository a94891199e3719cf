// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What a TrafficReplay means here and now, or why it cannot be run. */
@NullMarked
package dev.reprise.orchestrator.operator.plan;

import org.jspecify.annotations.NullMarked;
