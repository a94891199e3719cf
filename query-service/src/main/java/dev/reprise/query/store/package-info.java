// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/** The warehouse as beans, set up from the service's settings. */
@NullMarked
package dev.reprise.query.store;

import org.jspecify.annotations.NullMarked;
