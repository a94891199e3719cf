// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What was measured, with its spread, and the forms in which it is told. */
@NullMarked
package dev.reprise.bench.figures;

import org.jspecify.annotations.NullMarked;
