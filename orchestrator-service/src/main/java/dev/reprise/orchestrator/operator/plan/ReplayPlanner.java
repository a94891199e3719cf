// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Injection;
import dev.reprise.orchestrator.operator.api.Mode;
import dev.reprise.orchestrator.operator.api.Routing;
import dev.reprise.orchestrator.operator.api.SecretRef;
import dev.reprise.orchestrator.operator.api.TestConfigRef;
import dev.reprise.orchestrator.operator.api.TrafficReplaySpec;
import dev.reprise.orchestrator.operator.api.WorkloadSpec;
import dev.reprise.orchestrator.operator.plan.ReplayPlan.Host;
import dev.reprise.orchestrator.operator.plan.ReplayPlan.Workload;
import dev.reprise.orchestrator.operator.runs.Snapshots;
import dev.reprise.orchestrator.operator.runs.Snapshots.Slice;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what a TrafficReplay means, and refuses early what cannot work: no such snapshot, a
 * slice that does not resolve, a workload that is not there, a right that is missing.
 */
public final class ReplayPlanner {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Snapshots snapshots;

  /** Plans with the snapshots of this service. */
  public ReplayPlanner(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /**
   * Makes the plan.
   *
   * @param version of the snapshot that was chosen before; 0 leaves it to the spec
   * @throws Refusal if it cannot be run as it stands
   * @throws AppException if snapshot-service cannot be asked now
   */
  public ReplayPlan plan(TrafficReplaySpec spec, int version, NamespaceView namespace)
      throws Refusal {
    var missing = namespace.missingPermissions();
    if (!missing.isEmpty()) {
      throw new Refusal(
          "PermissionMissing",
          "the operator may not %s in this namespace; grant it (docs/kubernetes.md, permissions)"
              .formatted(String.join(", ", missing)));
    }
    checkSecrets(spec, namespace);
    var facts = facts(spec, version);
    var taken = new HashMap<String, String>();
    var workloads = new ArrayList<Workload>();
    for (WorkloadSpec workload : spec.workloads()) {
      workloads.add(workload(workload, spec.mode(), facts, namespace, taken));
    }
    // In one order for all replays: two that want the same workloads cannot each hold one of them
    // for ever.
    workloads.sort(Comparator.comparing(workload -> workload.ref().label()));
    refuseIdleness(spec, workloads);
    var keys = new ArrayList<String>(taken.keySet());
    if (spec.targetUrl() != null) {
      SliceChoice.of(List.of("*"), true, facts.slices()).forEach(slice -> keys.add(slice.key()));
    }
    keys.sort(Comparator.naturalOrder());
    return new ReplayPlan(
        facts.version(), keys, testConfig(spec.testConfig(), namespace), workloads);
  }

  private static void checkSecrets(TrafficReplaySpec spec, NamespaceView namespace) throws Refusal {
    for (SecretRef secret : spec.secretRefs()) {
      if (!namespace.hasSecret(secret.name())) {
        throw new Refusal(
            "SecretNotFound",
            "there is no Secret '%s' in this namespace; create it or take it out of secretRefs"
                .formatted(secret.name()));
      }
    }
  }

  private Snapshots.Facts facts(TrafficReplaySpec spec, int version) throws Refusal {
    var snapshot = spec.snapshot();
    try {
      return snapshots.find(snapshot.name(), version == 0 ? snapshot.version() : version);
    } catch (AppException e) {
      if (e.kind() == ErrorKind.NOT_FOUND) {
        throw new Refusal(
            "SnapshotNotFound",
            "there is no snapshot '%s'%s; 'reprise snapshot list' shows those there are"
                .formatted(
                    snapshot.name(),
                    snapshot.version() == 0 ? "" : " version " + snapshot.version()));
      }
      throw e;
    }
  }

  private static Workload workload(
      WorkloadSpec spec,
      Mode mode,
      Snapshots.Facts facts,
      NamespaceView namespace,
      Map<String, String> taken)
      throws Refusal {
    var tree =
        namespace
            .workload(spec.ref())
            .orElseThrow(() ->
                new Refusal(
                    "WorkloadNotFound",
                    "there is no %s in this namespace".formatted(spec.ref().label())));
    if (Injection.isIn(tree.root().at("/spec/template"))) {
      throw new Refusal(
          "HasProxy",
          "the template of %s has the recording proxy, so its calls would go there: take it out with 'reprise inject --remove'"
              .formatted(spec.ref().label()));
    }
    var tested =
        mode.generates() ? SliceChoice.of(spec.test(), true, facts.slices()) : List.<Slice>of();
    var mocked =
        mode.mocks() ? SliceChoice.of(spec.mock(), false, facts.slices()) : List.<Slice>of();
    for (Slice slice : tested) {
      var other = taken.put(slice.key(), spec.ref().label());
      if (other != null) {
        throw new Refusal(
            "SliceTwice",
            "slice '%s' is sent to both %s and %s; name it once"
                .formatted(slice.key(), other, spec.ref().label()));
      }
    }
    mocked.forEach(slice -> taken.put(slice.key(), spec.ref().label()));
    var hosts = mocked.stream().map(slice -> Host.of(slice.authority())).distinct().toList();
    refuseAddresses(spec, hosts);
    return new Workload(
        spec,
        tested.isEmpty() ? Optional.empty() : Optional.of(port(spec, tree)),
        tested.stream().map(Slice::authority).toList(),
        hosts);
  }

  private static void refuseAddresses(WorkloadSpec spec, List<Host> hosts) throws Refusal {
    if (spec.routing() != Routing.HOST_ALIASES) {
      return;
    }
    for (Host host : hosts) {
      if (!host.isName()) {
        throw new Refusal(
            "HostHasNoName",
            "'%s' is called by its address, which host aliases cannot lead elsewhere; use routing: proxy for %s"
                .formatted(host.name(), spec.ref().label()));
      }
    }
  }

  private static int port(WorkloadSpec spec, WorkloadTree tree) throws Refusal {
    if (tree.podLabels().isEmpty()) {
      throw new Refusal(
          "SelectorUnsupported",
          "%s finds its pods by expressions only, so no Service can be put before it; use targetUrl"
              .formatted(tree.label()));
    }
    var asked = spec.port();
    if (asked != null) {
      return asked;
    }
    var declared = tree.ports();
    if (declared.size() != 1) {
      throw new Refusal(
          "PortUnknown",
          "%s declares %s; say which one requests go to: workloads[].port"
              .formatted(
                  tree.label(),
                  declared.isEmpty() ? "no container port" : "the ports " + declared));
    }
    return declared.first();
  }

  private static void refuseIdleness(TrafficReplaySpec spec, List<Workload> workloads)
      throws Refusal {
    if (spec.mode() == Mode.RESPONDER_ONLY
        && workloads.stream().allMatch(workload -> workload.mocked().isEmpty())) {
      throw new Refusal(
          "NothingMocked", "a responder-only replay needs slices in workloads[].mock");
    }
  }

  private static String testConfig(TestConfigRef ref, NamespaceView namespace) throws Refusal {
    String text = "";
    String source = "spec.testConfig.inline";
    if (ref.inline() != null) {
      text = ref.inline().toString();
    } else if (ref.configMap() != null) {
      source = "ConfigMap " + ref.configMap();
      var data = namespace.configMap(ref.configMap());
      if (data.isEmpty() || data.get().get(ref.keyOrDefault()) == null) {
        throw new Refusal(
            "TestConfigNotFound",
            "%s with the key '%s' is not in this namespace".formatted(source, ref.keyOrDefault()));
      }
      text = data.get().getOrDefault(ref.keyOrDefault(), "");
    }
    try {
      return TestConfigs.toJson(source, text);
    } catch (AppException e) {
      throw new Refusal("TestConfigInvalid", e.getMessage() + " " + e.remedy());
    }
  }

  /**
   * The test config with every tested authority led to the address of its own workload.
   *
   * @param addresses {@code host:port} by recorded authority
   */
  public static String withTargets(String testConfigJson, Map<String, String> addresses) {
    try {
      JsonNode config = JSON.readTree(testConfigJson);
      var hosts = (ObjectNode) config.at("/target/hosts");
      addresses.forEach((authority, address) -> {
        if (!hosts.has(authority)) {
          hosts.put(authority, address);
        }
      });
      return config.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a plan's test config is JSON", e);
    }
  }
}
