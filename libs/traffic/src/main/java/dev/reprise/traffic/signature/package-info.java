// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The key by which a recorded outbound request is found again, although its tokens, ids and times
 * are new in each run.
 */
@NullMarked
package dev.reprise.traffic.signature;

import org.jspecify.annotations.NullMarked;
