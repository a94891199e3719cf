// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The request/response pair: what everything is captured, stored and replayed as.
 *
 * <p>A pair keeps the truth of the wire (header order, case and repeats, body bytes with their
 * content encoding, nanosecond times, what was truncated or redacted); every decoded view is
 * derived from it. All types are immutable values.
 */
@NullMarked
package dev.reprise.traffic.pair;

import org.jspecify.annotations.NullMarked;
