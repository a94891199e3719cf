// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Learns from recorded pairs, in bounded memory and in the order of events, who made each value,
 * which class each place has, and which pairs belong to one session
 * (docs/adr/0002-replay-truth.md).
 */
@NullMarked
package dev.reprise.traffic.analysis;

import org.jspecify.annotations.NullMarked;
