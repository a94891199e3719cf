// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The versions of snapshots, and API keys, as rows in PostgreSQL. */
@NullMarked
package dev.reprise.snapshot.meta;

import org.jspecify.annotations.NullMarked;
