// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.warehouse.filter.SqlParameters;

/**
 * A question to the warehouse.
 *
 * @param sql without a FORMAT; only our own words
 * @param parameters all that a caller said
 */
record Statement(String sql, SqlParameters parameters) {}
