// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Measures whole processes against peers in the same run, and keeps docs/performance.md true. */
@NullMarked
package dev.reprise.bench;

import org.jspecify.annotations.NullMarked;
