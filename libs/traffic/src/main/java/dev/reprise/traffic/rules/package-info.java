// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * What a recording has taught about the values at each place of each endpoint: which stay, which
 * are new in each run and must be bound, and which are times or counters. Learnt, shown with
 * evidence, and never written by hand (docs/adr/0002-replay-truth.md).
 */
@NullMarked
package dev.reprise.traffic.rules;

import org.jspecify.annotations.NullMarked;
