// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The data plane of Observe: a proxy that relays bytes and decodes beside them. */
@NullMarked
package dev.reprise.capture;

import org.jspecify.annotations.NullMarked;
