// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Sends a snapshot's inbound requests to the system under test. */
@NullMarked
package dev.reprise.generator;

import org.jspecify.annotations.NullMarked;
