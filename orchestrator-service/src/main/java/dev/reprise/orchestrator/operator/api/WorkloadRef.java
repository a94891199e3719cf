// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names a workload of the same namespace.
 *
 * @param kind what it is
 * @param name what it is called
 */
public record WorkloadRef(
    @Default("Deployment") @JsonPropertyDescription("Deployment, StatefulSet or DaemonSet.")
        Kind kind,
    @Required
        @Pattern("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("The workload, in the namespace of the replay.")
        String name) {

  /** What a workload may be; all of apps/v1. */
  public enum Kind {
    /** apps/v1. */
    Deployment,
    /** apps/v1. */
    StatefulSet,
    /** apps/v1; has no number of replicas. */
    DaemonSet;

    /** As in paths of the API. */
    public String plural() {
      return switch (this) {
        case Deployment -> "deployments";
        case StatefulSet -> "statefulsets";
        case DaemonSet -> "daemonsets";
      };
    }
  }

  /** The group and version of every kind. */
  public static final String API_VERSION = "apps/v1";

  /** A Deployment unless told otherwise. */
  @SuppressWarnings("NullAway") // what a cluster without defaulting leaves out is null
  public WorkloadRef {
    kind = kind == null ? Kind.Deployment : kind;
  }

  /** For messages. */
  public String label() {
    return kind + " " + name;
  }
}
