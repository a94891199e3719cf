// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Load on a server: as fast as it answers, or at a rate from absolute intended times. */
@NullMarked
package dev.reprise.bench.load;

import org.jspecify.annotations.NullMarked;
