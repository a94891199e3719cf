// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** API keys, which this service keeps for all (docs/adr/0005-api-keys.md). */
@NullMarked
package dev.reprise.snapshot.keys;

import org.jspecify.annotations.NullMarked;
