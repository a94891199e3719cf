// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The edge for people: GraphQL over the warehouse. Types here are what the schema shows; each says
 * in it what it means.
 */
@NullMarked
package dev.reprise.query.edge.graphql;

import org.jspecify.annotations.NullMarked;
