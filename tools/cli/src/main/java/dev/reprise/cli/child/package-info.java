// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Applications that run as children of a command, with proxy and trust settings. */
@NullMarked
package dev.reprise.cli.child;

import org.jspecify.annotations.NullMarked;
