// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import dev.reprise.localstack.home.PartReport;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part, as a person wants to see it.
 *
 * @param uptime since its process was launched
 * @param memoryBytes what it and its descendants hold, pages shared among them counted once
 */
public record PartStatus(PartReport report, Optional<Duration> uptime, OptionalLong memoryBytes) {}
