// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Commands that look at recorded traffic. */
@NullMarked
package dev.reprise.cli.traffic;

import org.jspecify.annotations.NullMarked;
