// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Takes pairs in over gRPC, hands them to Kafka, and writes batches to the warehouse exactly once.
 */
@NullMarked
package dev.reprise.ingest;

import org.jspecify.annotations.NullMarked;
