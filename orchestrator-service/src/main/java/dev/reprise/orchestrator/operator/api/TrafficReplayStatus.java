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
 * How a replay stands; written by the operator only.
 *
 * @param observedGeneration of the spec that this is about
 * @param phase where it stands
 * @param message why, for a person
 * @param outcome how it will end, once that is known; null before
 * @param run the orchestrator's replay behind it
 * @param progress how far it is
 * @param result what came of it
 * @param inventory every field of a workload that was changed, and what it was
 * @param conditions what holds, by type
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficReplayStatus(
    @Nullable Long observedGeneration,
    @PrinterColumn(name = "PHASE") @JsonPropertyDescription("Where the replay stands.") Phase phase,
    @PrinterColumn(name = "MESSAGE", priority = 1)
        @JsonPropertyDescription("Why it stands there, for a person.")
        String message,
    @JsonPropertyDescription("How it will end, once that is known.") @Nullable Outcome outcome,
    @JsonPropertyDescription("The orchestrator's replay behind it.") Run run,
    @JsonPropertyDescription("How far it is.") Progress progress,
    @JsonPropertyDescription("What came of it.") Result result,
    @JsonPropertyDescription("Every field of a workload that was changed, and what it was.")
        List<ChangedWorkload> inventory,
    @JsonPropertyDescription(
            "What holds: Accepted, MocksReady, WorkloadReady, Restored, Finished, Succeeded.")
        List<Condition> conditions) {

  /** Where a replay stands. */
  public enum Phase {
    /** Not looked at yet, or being checked. */
    Pending,
    /** A workload is held by another replay, or too many replays run. */
    Waiting,
    /** The responder starts and loads the snapshot. */
    Preparing,
    /** Workloads are led to the responder and restart. */
    Patching,
    /** Requests are sent; of a responder-only replay: the mocks answer. */
    Running,
    /** It was asked to end, and does. */
    Stopping,
    /** Logs and events are kept. */
    Collecting,
    /** Everything is put back. */
    Restoring,
    /** Every goal held. */
    Passed,
    /** A goal did not hold. */
    Failed,
    /** Somebody stopped it. */
    Cancelled,
    /** It could not be carried out; message says why. */
    Error;

    /** Whether nothing changes any more. */
    public boolean isFinal() {
      return switch (this) {
        case Pending, Waiting, Preparing, Patching, Running, Stopping, Collecting, Restoring ->
            false;
        case Passed, Failed, Cancelled, Error -> true;
      };
    }
  }

  /**
   * How a replay ends.
   *
   * @param phase one of the final ones
   * @param reason a word for conditions and events
   * @param message for a person
   */
  public record Outcome(Phase phase, String reason, String message) {}

  /**
   * The orchestrator's replay.
   *
   * @param replayId of this attempt
   * @param attempt from 1; a lost orchestrator makes another one necessary
   * @param snapshotVersion that is replayed
   * @param slices that are switched on
   * @param startedAt when it was accepted, ISO 8601
   * @param finishedAt when everything was put back, ISO 8601
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Run(
      @Nullable String replayId,
      int attempt,
      int snapshotVersion,
      List<String> slices,
      @Nullable String startedAt,
      @Nullable String finishedAt) {

    /** None yet. */
    public static final Run NONE = new Run(null, 0, 0, List.of(), null, null);

    /** Fills in what is absent. */
    public Run {
      slices = List.copyOf(Objects.requireNonNullElse(slices, List.of()));
    }
  }

  /**
   * How far a replay is.
   *
   * @param done e.g. {@code 120/501}
   * @param requestsPlanned 0 while not known
   * @param requestsDone answered or given up
   * @param requestsFailed of them, without success
   * @param mockMatches calls answered from the snapshot
   * @param mockMisses calls that were not
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Progress(
      @PrinterColumn(name = "PROGRESS") @Nullable String done,
      long requestsPlanned,
      long requestsDone,
      long requestsFailed,
      long mockMatches,
      long mockMisses) {
    /** Nothing done yet. */
    public static final Progress NONE = new Progress(null, 0, 0, 0, 0, 0);
  }

  /**
   * What came of a replay.
   *
   * @param success of requests, e.g. {@code 99.8%}
   * @param matches of mock calls, likewise
   * @param verdict passed, failed or invalid
   * @param reportId names the report
   * @param reportUrl where it can be read
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Result(
      @PrinterColumn(name = "SUCCESS") @Nullable String success,
      @PrinterColumn(name = "MATCHES") @Nullable String matches,
      @PrinterColumn(name = "VERDICT") @Nullable String verdict,
      @PrinterColumn(name = "REPORT", priority = 1) @Nullable String reportId,
      @Nullable String reportUrl) {
    /** None yet. */
    public static final Result NONE = new Result(null, null, null, null, null);
  }

  /**
   * A workload that was changed.
   *
   * @param kind of apps/v1
   * @param name in the namespace of the replay
   * @param uid so that another of the same name is not touched
   * @param fields what was changed
   */
  public record ChangedWorkload(
      WorkloadRef.Kind kind, String name, String uid, List<ChangedField> fields) {
    /** Copies the list. */
    public ChangedWorkload {
      fields = List.copyOf(fields);
    }

    /** For messages. */
    public String label() {
      return kind + " " + name;
    }
  }

  /**
   * A field that was changed.
   *
   * @param path e.g. {@code spec.template.spec.containers[name=shop].env[name=HTTP_PROXY]}
   * @param before its value as JSON; null where it was absent
   * @param after its value as JSON during the replay
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChangedField(String path, @Nullable String before, String after) {}

  /** Not looked at yet. */
  public static final TrafficReplayStatus NEW =
      new TrafficReplayStatus(
          null,
          Phase.Pending,
          "",
          null,
          Run.NONE,
          Progress.NONE,
          Result.NONE,
          List.of(),
          List.of());

  /** Fills in what is absent. */
  public TrafficReplayStatus {
    phase = Objects.requireNonNullElse(phase, Phase.Pending);
    message = Objects.requireNonNullElse(message, "");
    run = Objects.requireNonNullElse(run, Run.NONE);
    progress = Objects.requireNonNullElse(progress, Progress.NONE);
    result = Objects.requireNonNullElse(result, Result.NONE);
    inventory = List.copyOf(Objects.requireNonNullElse(inventory, List.of()));
    conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
  }
}
