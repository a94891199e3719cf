// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Everything that knows ClickHouse: schema migrations, the Native-format writer, filter to SQL, and
 * the queries.
 */
@NullMarked
package dev.reprise.warehouse;

import org.jspecify.annotations.NullMarked;
