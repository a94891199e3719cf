// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What a version of a snapshot is, and the rule it was cut by. */
@NullMarked
package dev.reprise.snapshot.version;

import org.jspecify.annotations.NullMarked;
