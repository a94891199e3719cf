// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The reading side and the edge for people: GraphQL and gRPC over the warehouse. */
@NullMarked
package dev.reprise.query;

import org.jspecify.annotations.NullMarked;
