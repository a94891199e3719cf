// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Recordings that benchmarks make up: pairs by a fixed rule, and snapshots of them. */
@NullMarked
package dev.reprise.bench.recording;

import org.jspecify.annotations.NullMarked;
