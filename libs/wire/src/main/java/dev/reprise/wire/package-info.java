// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** Protocol decoders that both ends of a connection share, and TLS minting. */
@NullMarked
package dev.reprise.wire;

import org.jspecify.annotations.NullMarked;
