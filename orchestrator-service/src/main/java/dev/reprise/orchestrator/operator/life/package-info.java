// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The rules by which a TrafficReplay lives; pure. */
@NullMarked
package dev.reprise.orchestrator.operator.life;

import org.jspecify.annotations.NullMarked;
