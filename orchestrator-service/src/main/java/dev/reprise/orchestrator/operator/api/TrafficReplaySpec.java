// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a TrafficReplay asks for. (More components than house style allows: they are the keys that
 * people write, and those stay flat.)
 *
 * @param snapshot what to replay
 * @param testConfig how
 * @param mode which agents take part
 * @param workloads systems under test, and workloads whose dependencies are mocked
 * @param targetUrl a system under test that is no workload of this namespace; null where workloads
 *     are
 * @param buildTag free words for the report, e.g. a commit; null for none
 * @param timeout the most that the replay may take, from its acceptance to its verdict
 * @param ttlAfterFinished how long the resource stays once finished; null keeps it
 * @param cleanup what is put back at the end
 * @param secretRefs Secrets whose values the test config refers to
 * @param cancel set to stop it
 * @param generator the generator's pod
 * @param responder the responder's pod
 */
@ValidationRule(
    value =
        "self.mode == 'responder-only' || has(self.targetUrl)"
            + " || (has(self.workloads) && self.workloads.exists(w, has(w.test) && size(w.test) > 0))",
    message = "name what is tested: slices in workloads[].test, or a targetUrl")
@ValidationRule(
    value =
        "self.mode != 'responder-only' || !(has(self.targetUrl)"
            + " || (has(self.workloads) && self.workloads.exists(w, has(w.test) && size(w.test) > 0)))",
    message = "a responder-only replay sends nothing: remove targetUrl and workloads[].test")
@ValidationRule(
    value =
        "!has(self.targetUrl)"
            + " || !(has(self.workloads) && self.workloads.exists(w, has(w.test) && size(w.test) > 0))",
    message = "give either a targetUrl or workloads[].test, not both")
@ValidationRule(
    value =
        "self.mode != 'generator-only'"
            + " || !(has(self.workloads) && self.workloads.exists(w, has(w.mock) && size(w.mock) > 0))",
    message = "a generator-only replay mocks nothing: remove workloads[].mock")
@ValidationRule(
    value =
        "self.snapshot == oldSelf.snapshot && self.mode == oldSelf.mode"
            + " && has(self.workloads) == has(oldSelf.workloads)"
            + " && (!has(self.workloads) || self.workloads == oldSelf.workloads)"
            + " && has(self.targetUrl) == has(oldSelf.targetUrl)"
            + " && (!has(self.targetUrl) || self.targetUrl == oldSelf.targetUrl)",
    message = "what is replayed cannot be changed: create another TrafficReplay")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficReplaySpec(
    @Required @JsonPropertyDescription("What to replay.") SnapshotRef snapshot,
    @JsonPropertyDescription("How to replay it; when absent, recorded order and gaps.")
        TestConfigRef testConfig,
    @Default("full")
        @PrinterColumn(name = "MODE", priority = 1)
        @JsonPropertyDescription("full, generator-only or responder-only.")
        Mode mode,
    @Size(max = 16)
        @JsonPropertyDescription("Systems under test, and workloads whose dependencies are mocked.")
        List<WorkloadSpec> workloads,
    @Pattern("^https?://[^\\s/?#]+(/[^\\s?#]*)?$")
        @Size(max = 2_048)
        @JsonPropertyDescription("A system under test that is no workload of this namespace.")
        @Nullable String targetUrl,
    @Size(max = 256) @JsonPropertyDescription("Free words for the report, e.g. a commit.")
        @Nullable String buildTag,
    @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @Default("30m")
        @JsonPropertyDescription(
            "The most it may take, from acceptance to verdict, e.g. 90s, 30m, 2h.")
        String timeout,
    @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The resource is deleted so long after it has finished; when absent, never.")
        @Nullable String ttlAfterFinished,
    @Default("inventory")
        @JsonPropertyDescription(
            "What is put back at the end: inventory (workloads as they were, agents gone), all (collected logs"
                + " too), none (nothing until the resource is deleted).")
        Cleanup cleanup,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Secrets that header values of the test config may refer to, as ${secret:NAME/KEY}.")
        List<SecretRef> secretRefs,
    @Default("false")
        @JsonPropertyDescription("Set to true to stop the replay and put everything back.")
        boolean cancel,
    @JsonPropertyDescription("The generator's pod.") AgentSpec generator,
    @JsonPropertyDescription("The responder's pod.") AgentSpec responder) {

  /** Fills in what a cluster without defaulting leaves out. */
  public TrafficReplaySpec {
    testConfig = Objects.requireNonNullElse(testConfig, TestConfigRef.NONE);
    mode = Objects.requireNonNullElse(mode, Mode.FULL);
    workloads = List.copyOf(Objects.requireNonNullElse(workloads, List.of()));
    timeout = Objects.requireNonNullElse(timeout, "30m");
    cleanup = Objects.requireNonNullElse(cleanup, Cleanup.INVENTORY);
    secretRefs = List.copyOf(Objects.requireNonNullElse(secretRefs, List.of()));
    generator = Objects.requireNonNullElse(generator, AgentSpec.DEFAULT);
    responder = Objects.requireNonNullElse(responder, AgentSpec.DEFAULT);
  }
}
