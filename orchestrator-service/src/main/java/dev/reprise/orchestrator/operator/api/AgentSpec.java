// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's pod gets.
 *
 * @param resources requests and limits; null takes the operator's defaults
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentSpec(
    @JsonPropertyDescription("Requests and limits; when absent, the operator's defaults.")
        @Nullable ResourceRequirements resources) {

  /** The operator's defaults. */
  public static final AgentSpec DEFAULT = new AgentSpec(null);
}
