// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * How every part of Reprise says that something could not be done: one exception, stable codes, and
 * one table from kinds to what gRPC, HTTP, GraphQL and the command line answer.
 */
@NullMarked
package dev.reprise.traffic.error;

import org.jspecify.annotations.NullMarked;
