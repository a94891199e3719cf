// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import dev.reprise.traffic.value.ValueType;

/**
 * What is kept of one value until its moment comes: enough to learn from, without its text.
 *
 * @param evidence of its place
 * @param hash of its text
 * @param isEcho whether the same pair's request had it
 * @param isInteger whether {@code integer} holds
 * @param recent whether it is a time near to the recording
 */
record Observed(
    PlaceEvidence evidence,
    long hash,
    ValueType type,
    boolean isEcho,
    boolean isInteger,
    long integer,
    boolean recent) {}
