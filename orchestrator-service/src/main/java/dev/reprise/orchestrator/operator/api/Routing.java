// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a workload's calls reach the responder. */
public enum Routing {
  /** The names of mocked hosts lead to the responder (the pods' hosts file). */
  @JsonProperty("host-aliases")
  HOST_ALIASES,
  /** The responder is the workload's HTTP proxy (environment variables). */
  @JsonProperty("proxy")
  PROXY
}
