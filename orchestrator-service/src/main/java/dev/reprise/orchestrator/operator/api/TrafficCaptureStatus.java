// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a TrafficCapture stands; written by the operator only.
 *
 * @param observedGeneration of the spec that this is about
 * @param recorded how many workloads carry the sidecar's annotations
 * @param workloads which ones, e.g. {@code Deployment/shop}
 * @param conditions what holds, by type
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficCaptureStatus(
    @Nullable Long observedGeneration,
    @PrinterColumn(name = "WORKLOADS")
        @JsonPropertyDescription("How many workloads carry the sidecar's annotations.")
        int recorded,
    @JsonPropertyDescription("Which ones, e.g. Deployment/shop.") List<String> workloads,
    @JsonPropertyDescription("What holds: Ready.") List<Condition> conditions) {

  /** Not looked at yet. */
  public static final TrafficCaptureStatus NEW =
      new TrafficCaptureStatus(null, 0, List.of(), List.of());

  /** Fills in what is absent. */
  public TrafficCaptureStatus {
    workloads = List.copyOf(Objects.requireNonNullElse(workloads, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
  }
}
