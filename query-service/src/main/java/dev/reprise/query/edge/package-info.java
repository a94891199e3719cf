// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Where callers come in. */
@NullMarked
package dev.reprise.query.edge;

import org.jspecify.annotations.NullMarked;
