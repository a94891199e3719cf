// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a TrafficCapture asks for.
 *
 * @param enabled off takes the sidecars away and keeps the resource
 * @param selector labels of the workloads (Deployment, StatefulSet, DaemonSet) to record
 * @param mode how their traffic comes to the proxy
 * @param ports inbound ports to record; empty means all that their containers declare
 * @param excludePorts outbound ports that are left alone
 * @param excludeHosts hosts that are neither recorded nor intercepted
 * @param filter which pairs are kept, in the filter language; null keeps all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficCaptureSpec(
    @Default("true")
        @PrinterColumn(name = "ENABLED")
        @JsonPropertyDescription("Off takes the sidecars away and keeps the resource.")
        Boolean enabled,
    @Required
        @JsonPropertyDescription("Labels of the workloads to record: Deployments, StatefulSets, DaemonSets.")
        LabelSelector selector,
    @Default("proxy")
        @PrinterColumn(name = "MODE")
        @JsonPropertyDescription(
            "proxy: outbound by proxy settings, no privilege; transparent: both directions by redirection,"
                + " needs NET_ADMIN for an init container.")
        CaptureMode mode,
    @Size(max = 32) @JsonPropertyDescription("Inbound ports to record; when absent, all declared ones.")
        List<Integer> ports,
    @Size(max = 64) @JsonPropertyDescription("Outbound ports that are left alone.")
        List<Integer> excludePorts,
    @Size(max = 64) @JsonPropertyDescription("Hosts that are neither recorded nor intercepted.")
        List<String> excludeHosts,
    @Size(max = 4_096) @JsonPropertyDescription("Which pairs are kept, in the filter language.")
        @Nullable String filter) {

  /** How traffic comes to the proxy. */
  public enum CaptureMode {
    /** By proxy settings in the environment. */
    @JsonProperty("proxy")
    PROXY,
    /** By redirection in the pod's network. */
    @JsonProperty("transparent")
    TRANSPARENT
  }

  /** Fills in what a cluster without defaulting leaves out. */
  public TrafficCaptureSpec {
    enabled = Objects.requireNonNullElse(enabled, Boolean.TRUE);
    mode = Objects.requireNonNullElse(mode, CaptureMode.PROXY);
    ports = List.copyOf(Objects.requireNonNullElse(ports, List.of()));
    excludePorts = List.copyOf(Objects.requireNonNullElse(excludePorts, List.of()));
    excludeHosts = List.copyOf(Objects.requireNonNullElse(excludeHosts, List.of()));
  }
}
