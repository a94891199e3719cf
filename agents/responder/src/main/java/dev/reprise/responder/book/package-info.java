// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Finds the recorded call for a live one, and puts into its answer what recorded values have become
 * in this run. Knows nothing of connections.
 *
 * <p>The signature of a request leads to its candidates; {@link
 * dev.reprise.responder.book.Walk#choose} picks one of several, by what the walk of the generator
 * that the call belongs to has bound and used; {@link dev.reprise.responder.book.Alignment} learns
 * from the request before the answer is written.
 */
@NullMarked
package dev.reprise.responder.book;

import org.jspecify.annotations.NullMarked;
