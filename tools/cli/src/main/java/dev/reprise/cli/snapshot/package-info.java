// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Commands that cut and inspect snapshots. */
@NullMarked
package dev.reprise.cli.snapshot;

import org.jspecify.annotations.NullMarked;
