// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The reading side over gRPC. */
@NullMarked
package dev.reprise.query.edge.grpc;

import org.jspecify.annotations.NullMarked;
