// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What the four services share and nothing else. */
@NullMarked
package dev.reprise.kit;

import org.jspecify.annotations.NullMarked;
