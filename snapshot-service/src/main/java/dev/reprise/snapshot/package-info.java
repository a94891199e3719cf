// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Builds, analyses, versions and stores snapshots. */
@NullMarked
package dev.reprise.snapshot;

import org.jspecify.annotations.NullMarked;
