// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** How long processes take to be ready, and what memory they hold then. */
@NullMarked
package dev.reprise.bench.start;

import org.jspecify.annotations.NullMarked;
