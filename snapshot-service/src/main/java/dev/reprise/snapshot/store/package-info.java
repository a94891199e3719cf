// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Where artifacts lie, by their content. */
@NullMarked
package dev.reprise.snapshot.store;

import org.jspecify.annotations.NullMarked;
