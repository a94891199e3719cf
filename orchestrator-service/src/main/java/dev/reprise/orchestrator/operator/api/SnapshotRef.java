// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names a version of a snapshot.
 *
 * @param name the snapshot
 * @param version from 1; 0 is the newest when the replay starts
 */
public record SnapshotRef(
    @Required
        @Pattern("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        @PrinterColumn(name = "SNAPSHOT")
        @JsonPropertyDescription("The snapshot to replay, as 'reprise snapshot list' shows it.")
        String name,
    @Min(0)
        @Max(Integer.MAX_VALUE)
        @Default("0")
        @JsonPropertyDescription("Which version of it; 0 is the newest when the replay starts.")
        int version) {}
