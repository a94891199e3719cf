// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** How fast the responder answers from a recording. */
@NullMarked
package dev.reprise.bench.responder;

import org.jspecify.annotations.NullMarked;
