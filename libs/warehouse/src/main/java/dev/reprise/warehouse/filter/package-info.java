// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Filters as SQL: the same tree that {@link dev.reprise.traffic.filter.FilterEvaluator} asks in
 * memory, as a condition on the table of pairs. Nothing that a caller wrote becomes part of a
 * statement's text; values travel as the server's own bound parameters.
 */
@NullMarked
package dev.reprise.warehouse.filter;

import org.jspecify.annotations.NullMarked;
