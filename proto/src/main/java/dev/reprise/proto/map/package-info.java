// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The only place that knows both the generated messages and the domain. */
@NullMarked
package dev.reprise.proto.map;

import org.jspecify.annotations.NullMarked;
