// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** A local stack that belongs to a benchmark. */
@NullMarked
package dev.reprise.bench.stack;

import org.jspecify.annotations.NullMarked;
