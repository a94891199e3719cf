// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The command line. */
@NullMarked
package dev.reprise.cli;

import org.jspecify.annotations.NullMarked;
