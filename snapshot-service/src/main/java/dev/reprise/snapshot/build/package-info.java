// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Builds versions: pins a selection, reads it twice, stores the artifact and notes the version. */
@NullMarked
package dev.reprise.snapshot.build;

import org.jspecify.annotations.NullMarked;
