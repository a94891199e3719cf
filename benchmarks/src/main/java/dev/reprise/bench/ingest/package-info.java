// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** How fast pairs come into the warehouse. */
@NullMarked
package dev.reprise.bench.ingest;

import org.jspecify.annotations.NullMarked;
