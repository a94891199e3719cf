// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names a Secret of the same namespace.
 *
 * @param name what it is called
 */
public record SecretRef(
    @Required
        @Pattern("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("A Secret in this namespace.")
        String name) {}
