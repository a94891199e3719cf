// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** PostgreSQL schemas, for the services that keep metadata. */
@NullMarked
package dev.reprise.kit.postgres;

import org.jspecify.annotations.NullMarked;
