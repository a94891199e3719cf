// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * A cluster for tests: an API server in memory with what the mock lacks, its controllers, or a real
 * one.
 */
@NullMarked
package dev.reprise.orchestrator.operator.cluster;

import org.jspecify.annotations.NullMarked;
