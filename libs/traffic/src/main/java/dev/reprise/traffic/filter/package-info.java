// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The one filter language: what a person types in the viewer, a capture rule, a snapshot's
 * definition, an assertion.
 *
 * <p>{@link dev.reprise.traffic.filter.FilterParser} makes a {@link
 * dev.reprise.traffic.filter.TrafficFilter} of text, {@link
 * dev.reprise.traffic.filter.FilterPrinter} makes canonical text of it again, and {@link
 * dev.reprise.traffic.filter.FilterEvaluator} asks it of a pair in memory. The warehouse compiles
 * the same tree to SQL; both select the same pairs, which a property over the real engine keeps
 * true. To make that possible, regular expressions are a language of our own here ({@link
 * dev.reprise.traffic.filter.Regex}), a subset of RE2's, matched in linear time.
 */
@NullMarked
package dev.reprise.traffic.filter;

import org.jspecify.annotations.NullMarked;
