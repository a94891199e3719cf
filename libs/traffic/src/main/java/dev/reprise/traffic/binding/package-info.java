// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Recorded values and what they have become in a run. */
@NullMarked
package dev.reprise.traffic.binding;

import org.jspecify.annotations.NullMarked;
