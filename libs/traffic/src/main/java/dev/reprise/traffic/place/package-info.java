// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * Where values stand in a message, and the walk over all of them. A place has no index in a list,
 * so that the same field of many items, and of many messages, is one place.
 */
@NullMarked
package dev.reprise.traffic.place;

import org.jspecify.annotations.NullMarked;
