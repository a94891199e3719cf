// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** API keys: made, listed, revoked. */
@NullMarked
package dev.reprise.cli.key;

import org.jspecify.annotations.NullMarked;
