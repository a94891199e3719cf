// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * What a value looks like: an identifier that cannot be chance, a time, a number, or plain text.
 */
@NullMarked
package dev.reprise.traffic.value;

import org.jspecify.annotations.NullMarked;
