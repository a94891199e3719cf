// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Brings a cluster to where its TrafficReplays want it, step by step. */
@NullMarked
package dev.reprise.orchestrator.operator.reconcile;

import org.jspecify.annotations.NullMarked;
