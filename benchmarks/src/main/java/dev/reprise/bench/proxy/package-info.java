// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** How fast the capture proxy relays while it copies everything. */
@NullMarked
package dev.reprise.bench.proxy;

import org.jspecify.annotations.NullMarked;
