// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What every command is told: where the services are, who asks, and how results are printed. */
@NullMarked
package dev.reprise.cli.context;

import org.jspecify.annotations.NullMarked;
