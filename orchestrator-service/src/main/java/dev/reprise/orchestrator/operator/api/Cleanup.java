// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is put back when a replay has ended. */
public enum Cleanup {
  /** Workloads are as they were, agents are gone; what was collected stays. */
  @JsonProperty("inventory")
  INVENTORY,
  /** As {@link #INVENTORY}, and what was collected (logs, events) goes too. */
  @JsonProperty("all")
  ALL,
  /** Everything stays as it was during the replay until the resource is deleted. */
  @JsonProperty("none")
  NONE
}
