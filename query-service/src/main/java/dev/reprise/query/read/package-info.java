// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The warehouse as this service reads it: connected by configuration, bounded, and followed live.
 */
@NullMarked
package dev.reprise.query.read;

import org.jspecify.annotations.NullMarked;
