// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Answers the outbound calls of the system under test from a snapshot. */
@NullMarked
package dev.reprise.responder;

import org.jspecify.annotations.NullMarked;
