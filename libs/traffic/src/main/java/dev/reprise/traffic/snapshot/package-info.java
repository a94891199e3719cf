// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The artifact that a replay reads: one file, written in a stream and read through a memory map,
 * equal for equal selections. Its layout is told in docs/snapshots.md.
 */
@NullMarked
package dev.reprise.traffic.snapshot;

import org.jspecify.annotations.NullMarked;
