// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a TrafficCapture asks for.
 *
 * @param enabled whether anything is recorded
 * @param matchLabels labels that workloads have
 * @param workloads further workloads, by name
 * @param ports where applications listen and the proxy does
 * @param filter what is left out
 */
@ValidationRule(
    value =
        "(has(self.matchLabels) && size(self.matchLabels) > 0)"
            + " || (has(self.workloads) && size(self.workloads) > 0)",
    message = "say which workloads are recorded: by matchLabels, or by name in workloads")
@ValidationRule(
    value =
        "!has(self.ports) || self.ports.outbound || !has(self.ports.app) || self.ports.app != 'none'",
    message = "with ports.app none and ports.outbound false nothing is left to record")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficCaptureSpec(
    @Default("true")
        @PrinterColumn(name = "ENABLED")
        @JsonPropertyDescription("Set to false to take the proxy out and keep the resource.")
        @Nullable Boolean enabled,
    @JsonPropertyDescription(
            "Labels of Deployments, StatefulSets and DaemonSets of this namespace; all of them must fit.")
        Map<String, String> matchLabels,
    @Size(max = 64) @JsonPropertyDescription("Further workloads, by name.")
        List<WorkloadRef> workloads,
    @JsonPropertyDescription("Where applications listen and the proxy does.") Ports ports,
    @JsonPropertyDescription("What is left out.") Filter filter) {

  /**
   * Ports.
   *
   * @param app where applications listen; null takes the only declared port
   * @param outbound whether calls are recorded
   * @param proxyInbound where callers reach an application through the proxy
   * @param proxyOutbound where an application finds its proxy
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ports(
      @Pattern("^(none|[0-9]{1,5}|[a-z0-9-]{1,15})$")
          @Size(max = 15)
          @JsonPropertyDescription(
              "Where applications listen: a number, the name of a declared port, or none; when absent, the only"
                  + " declared port.")
          @Nullable String app,
      @Default("true") @JsonPropertyDescription("Whether their calls are recorded.")
          @Nullable Boolean outbound,
      @Min(1)
          @Max(65_535)
          @JsonPropertyDescription("Where callers reach them through the proxy; 14143.")
          @Nullable Integer proxyInbound,
      @Min(1) @Max(65_535) @JsonPropertyDescription("Where they find their proxy; 14140.")
          @Nullable Integer proxyOutbound) {

    /** Of applications that declare one port each. */
    public static final Ports DEFAULT = new Ports(null, true, null, null);

    /** Fills in what a cluster without defaulting leaves out. */
    public Ports {
      outbound = Objects.requireNonNullElse(outbound, true);
    }
  }

  /**
   * What is left out.
   *
   * @param excludeHosts neither recorded nor intercepted
   * @param noProxy reached without the proxy
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Filter(
      @Size(max = 64)
          @JsonPropertyDescription(
              "Hosts that are neither recorded nor intercepted, e.g. *.internal.")
          List<String> excludeHosts,
      @Size(max = 64) @JsonPropertyDescription("Hosts that applications reach without the proxy.")
          List<String> noProxy) {

    /** Nothing. */
    public static final Filter NONE = new Filter(List.of(), List.of());

    /** Fills in what is absent. */
    public Filter {
      excludeHosts = List.copyOf(Objects.requireNonNullElse(excludeHosts, List.of()));
      noProxy = List.copyOf(Objects.requireNonNullElse(noProxy, List.of()));
    }
  }

  /** Fills in what a cluster without defaulting leaves out. */
  public TrafficCaptureSpec {
    enabled = Objects.requireNonNullElse(enabled, true);
    matchLabels = Map.copyOf(Objects.requireNonNullElse(matchLabels, Map.of()));
    workloads = List.copyOf(Objects.requireNonNullElse(workloads, List.of()));
    ports = Objects.requireNonNullElse(ports, Ports.DEFAULT);
    filter = Objects.requireNonNullElse(filter, Filter.NONE);
  }
}
