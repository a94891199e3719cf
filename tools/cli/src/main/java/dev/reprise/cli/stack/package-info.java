// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Commands that start, stop and inspect the local stack. */
@NullMarked
package dev.reprise.cli.stack;

import org.jspecify.annotations.NullMarked;
