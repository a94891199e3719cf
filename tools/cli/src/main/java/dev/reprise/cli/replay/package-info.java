// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Commands that replay, mock and read reports. */
@NullMarked
package dev.reprise.cli.replay;

import org.jspecify.annotations.NullMarked;
