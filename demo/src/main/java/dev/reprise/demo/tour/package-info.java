// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * The guided tour that {@code ./reprise demo} runs: records the shop, checks what was kept, cuts a
 * snapshot, replays it without the shop's dependencies, and finds seeded regressions. It uses only
 * what a user has: the command line and GraphQL.
 */
@NullMarked
package dev.reprise.demo.tour;

import org.jspecify.annotations.NullMarked;
