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
 * How a capture stands; written by the operator only.
 *
 * @param observedGeneration of the spec that this is about
 * @param matched workloads that are asked for
 * @param recording of them, those whose pods all have the proxy
 * @param message what is in the way, for a person
 * @param workloads how each stands
 * @param conditions what holds, by type
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficCaptureStatus(
    @Nullable Long observedGeneration,
    @PrinterColumn(name = "MATCHED") @JsonPropertyDescription("Workloads that are asked for.")
        int matched,
    @PrinterColumn(name = "RECORDING")
        @JsonPropertyDescription("Of them, those whose pods all have the proxy.")
        int recording,
    @PrinterColumn(name = "MESSAGE") @JsonPropertyDescription("What is in the way, for a person.")
        String message,
    @JsonPropertyDescription("How each stands.") List<Captured> workloads,
    @JsonPropertyDescription("What holds: Marked, Recording.") List<Condition> conditions) {

  /** How a workload stands. */
  public enum State {
    /** All of its pods have the proxy. */
    Recording,
    /** It is marked, and its pods are not all new yet. */
    Rolling,
    /** It is kept by another capture, a replay, or annotations of its own. */
    Kept,
    /** It cannot have the proxy. */
    Refused
  }

  /**
   * How a workload stands.
   *
   * @param kind of apps/v1
   * @param name in the namespace of the capture
   * @param state how it stands
   * @param message why, for a person
   */
  public record Captured(WorkloadRef.Kind kind, String name, State state, String message) {}

  /** Not looked at yet. */
  public static final TrafficCaptureStatus NEW =
      new TrafficCaptureStatus(null, 0, 0, "", List.of(), List.of());

  /** Fills in what is absent. */
  public TrafficCaptureStatus {
    message = Objects.requireNonNullElse(message, "");
    workloads = List.copyOf(Objects.requireNonNullElse(workloads, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
  }
}
