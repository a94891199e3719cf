// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * What tests of the replaying parts need around them: a recording written by hand, and neighbours
 * over gRPC that do as a test says.
 *
 * <p>Apart from {@code fixtures} since it knows the domain and the contract, which use fixtures
 * themselves.
 */
@NullMarked
package dev.reprise.standins;

import org.jspecify.annotations.NullMarked;
