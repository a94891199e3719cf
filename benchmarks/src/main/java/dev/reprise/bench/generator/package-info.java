// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** How fast the generator sends, and how well it keeps recorded gaps. */
@NullMarked
package dev.reprise.bench.generator;

import org.jspecify.annotations.NullMarked;
