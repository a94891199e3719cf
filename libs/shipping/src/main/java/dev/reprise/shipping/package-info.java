// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * How every agent delivers pairs: sequence numbers, batches, acks, and the bounded crash-safe
 * spool.
 */
@NullMarked
package dev.reprise.shipping;

import org.jspecify.annotations.NullMarked;
