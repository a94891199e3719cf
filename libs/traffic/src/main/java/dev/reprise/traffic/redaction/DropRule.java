// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import dev.reprise.traffic.filter.TrafficFilter;

/**
 * Pairs that are not worth keeping.
 *
 * @param name what it is called in counters
 * @param filter which pairs
 */
public record DropRule(String name, TrafficFilter filter) {}
