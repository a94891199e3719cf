// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The command that records an application. */
@NullMarked
package dev.reprise.cli.record;

import org.jspecify.annotations.NullMarked;
