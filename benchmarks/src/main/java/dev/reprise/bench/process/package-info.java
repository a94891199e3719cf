// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Processes that a benchmark owns: started, pinned to a processor, measured and ended. */
@NullMarked
package dev.reprise.bench.process;

import org.jspecify.annotations.NullMarked;
