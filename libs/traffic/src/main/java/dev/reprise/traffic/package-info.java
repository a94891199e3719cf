// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The domain in plain Java: request/response pairs, the filter language, signatures, correlation,
 * assertions, test configs and reports. No framework, no I/O.
 */
@NullMarked
package dev.reprise.traffic;

import org.jspecify.annotations.NullMarked;
