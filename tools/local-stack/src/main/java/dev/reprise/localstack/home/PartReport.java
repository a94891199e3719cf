// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the supervisor tells of a part.
 *
 * @param since when its process was launched
 * @param restarts launches after the first
 * @param lastEnd why it ended the last time, when nobody had asked it to
 */
public record PartReport(
    String name,
    String state,
    OptionalLong pid,
    OptionalInt port,
    Optional<Instant> since,
    int restarts,
    Optional<String> lastEnd) {}
