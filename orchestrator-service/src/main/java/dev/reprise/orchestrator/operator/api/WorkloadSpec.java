// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system under test, or a workload whose dependencies are mocked.
 *
 * @param ref which one
 * @param test inbound slices that are sent to it: a key, a part that only one key has, or {@code *}
 * @param mock outbound slices that are mocked for it, named alike
 * @param port of its containers that requests go to; null takes the only one they declare
 * @param scheme http or https
 * @param routing how its calls reach the responder
 * @param replicas how many pods it has during the replay; null leaves them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkloadSpec(
    @Required @JsonPropertyDescription("Which workload, of this namespace.") WorkloadRef ref,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Inbound slices that are sent to it: a key, a part that only one key has, or '*'.")
        List<@Size(min = 1, max = 512) String> test,
    @Size(max = 256)
        @JsonPropertyDescription(
            "Outbound slices that are mocked for it: a key, a part that only one key has, or '*'.")
        List<@Size(min = 1, max = 512) String> mock,
    @Min(1)
        @Max(65_535)
        @JsonPropertyDescription(
            "Port of its containers that requests go to; when absent, the only one they declare.")
        @Nullable Integer port,
    @Default("http") @JsonPropertyDescription("http or https.") Scheme scheme,
    @Default("host-aliases")
        @JsonPropertyDescription(
            "How its calls reach the responder: host-aliases leads the names of mocked hosts there,"
                + " proxy makes it the HTTP proxy.")
        Routing routing,
    @Min(1)
        @Max(1_000)
        @JsonPropertyDescription(
            "How many pods it has during the replay; when absent, as many as now.")
        @Nullable Integer replicas) {

  /** How requests are sent to it. */
  public enum Scheme {
    /** In plain text. */
    http,
    /** With TLS. */
    https
  }

  /** Fills in what a cluster without defaulting leaves out. */
  @SuppressWarnings("NullAway")
  public WorkloadSpec {
    test = test == null ? List.of() : List.copyOf(test);
    mock = mock == null ? List.of() : List.copyOf(mock);
    scheme = scheme == null ? Scheme.http : scheme;
    routing = routing == null ? Routing.HOST_ALIASES : routing;
  }
}
