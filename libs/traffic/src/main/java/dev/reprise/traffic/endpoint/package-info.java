// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** What makes requests the same endpoint: the method and the path with its values left out. */
@NullMarked
package dev.reprise.traffic.endpoint;

import org.jspecify.annotations.NullMarked;
