// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Where snapshot-service meets others: the gRPC service, and the client of query-service. Generated
 * types stay here.
 */
@NullMarked
package dev.reprise.snapshot.edge;

import org.jspecify.annotations.NullMarked;
