// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.Cleanup;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import dev.reprise.orchestrator.operator.api.TrafficReplaySpec;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedField;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedWorkload;
import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.api.WorkloadSpec;
import dev.reprise.orchestrator.operator.fields.FieldEdits;
import dev.reprise.orchestrator.operator.manifests.AgentManifests;
import dev.reprise.orchestrator.operator.manifests.Names;
import dev.reprise.orchestrator.operator.manifests.ReplayManifests;
import dev.reprise.orchestrator.operator.plan.Refusal;
import dev.reprise.orchestrator.operator.plan.ReplayPlan;
import dev.reprise.orchestrator.operator.plan.ReplayPlanner;
import dev.reprise.orchestrator.operator.workload.PatchSettings;
import dev.reprise.orchestrator.operator.workload.WorkloadPatch;
import dev.reprise.orchestrator.operator.workload.WorkloadTree;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayInfo.Responder;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.traffic.trust.PublicRoots;
import dev.reprise.traffic.trust.TrustBundle;
import dev.reprise.traffic.trust.TrustEnvironment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What there is of one replay in its namespace, and how it is brought there and taken away.
 *
 * <p><b>Threads:</b> used for one look and thrown away; asks the API server and blocks.
 */
final class ReplayScene {

  private final TrafficReplay replay;
  private final OperatorConfig config;
  private final ClusterNamespace namespace;
  private final Names names;
  private final AgentManifests agents;
  private final ReplayManifests manifests;
  private final Holds holds;

  ReplayScene(KubernetesClient client, OperatorConfig config, TrafficReplay replay) {
    this.replay = replay;
    this.config = config;
    this.namespace = new ClusterNamespace(client, replay.getMetadata().getNamespace());
    this.names = new Names(replay);
    this.agents = new AgentManifests(config.agents(), replay);
    this.manifests = new ReplayManifests(agents, names);
    this.holds = new Holds(namespace, replay);
  }

  TrafficReplaySpec spec() {
    return replay.getSpec();
  }

  ClusterNamespace namespace() {
    return namespace;
  }

  Names names() {
    return names;
  }

  String replayId(int attempt) {
    return names.run(namespace.name(), attempt);
  }

  /** Takes hold of a workload; else tells what keeps it. */
  Optional<String> hold(WorkloadRef ref) {
    return namespace
        .workload(ref)
        .map(holds::take)
        .orElseGet(() -> Optional.of(ref.label() + " has just been deleted"));
  }

  void bringToken() {
    config.agents().token().ifPresent(token -> namespace.apply(manifests.token(token)));
  }

  /**
   * Where requests go by recorded authority, the default under the empty key; empty while a Service
   * has no address.
   */
  Optional<Map<String, String>> target(ReplayPlan plan) {
    var addresses = new LinkedHashMap<String, String>();
    if (spec().targetUrl() != null) {
      return Optional.of(Map.of("", spec().targetUrl()));
    }
    for (int i = 0; i < plan.workloads().size(); i++) {
      var workload = plan.workloads().get(i);
      if (workload.targetPort().isEmpty()) {
        continue;
      }
      var tree = namespace.workload(workload.ref());
      if (tree.isEmpty()) {
        return Optional.empty();
      }
      int port = workload.targetPort().get();
      var ip = address(namespace.apply(manifests.target(i, tree.get().podLabels(), port)));
      if (ip.isEmpty()) {
        return Optional.empty();
      }
      String url = "%s://%s:%d".formatted(workload.spec().scheme(), ip.get(), port);
      if (addresses.putIfAbsent("", url) != null) {
        workload.testedAuthorities().forEach(authority -> addresses.put(authority, url));
      }
    }
    return Optional.of(addresses);
  }

  /** What the orchestrator is asked to run. */
  ReplayRequest request(ReplayPlan plan, Map<String, String> target) {
    var others = new LinkedHashMap<>(target);
    String main = Objects.requireNonNullElse(others.remove(""), "");
    return new ReplayRequest(
        spec().snapshot().name(),
        plan.snapshotVersion(),
        mode(plan),
        ReplayPlanner.withTargets(plan.testConfigJson(), others),
        main,
        AgentManifests.RESPONDER_PORT,
        true,
        Objects.requireNonNullElse(spec().buildTag(), ""),
        plan.slices());
  }

  private ReplayRequest.Mode mode(ReplayPlan plan) {
    return switch (spec().mode()) {
      case FULL -> plan.mocks() ? ReplayRequest.Mode.FULL : ReplayRequest.Mode.GENERATOR_ONLY;
      case GENERATOR_ONLY -> ReplayRequest.Mode.GENERATOR_ONLY;
      case RESPONDER_ONLY -> ReplayRequest.Mode.RESPONDER_ONLY;
    };
  }

  /**
   * Brings the responder about.
   *
   * @return what is missing until it can be used; empty once it can
   */
  String bringResponder(ReplayPlan plan, String replayId, Optional<Responder> connected) {
    var service = namespace.apply(manifests.responder(plan.mockedPorts()));
    var deployment = namespace.apply(agents.responder(replayId));
    if (address(service).isEmpty()) {
      return "the responder's Service has no address yet";
    }
    var status = deployment.getStatus();
    boolean isReady =
        status != null && status.getReadyReplicas() != null && status.getReadyReplicas() > 0;
    if (connected.isEmpty() || !isReady) {
      String trouble = PodTrouble.of(namespace.pods(agents.selector("responder")));
      return trouble.isEmpty()
          ? "the responder starts and loads the snapshot"
          : "the responder does not start: " + trouble;
    }
    var bundle = TrustBundle.of(connected.get().caCertificatePem(), PublicRoots.all());
    namespace.apply(
        manifests.trust(
            bundle,
            TrustEnvironment.CA_FILE,
            TrustEnvironment.BUNDLE_FILE,
            TrustEnvironment.STORE_FILE));
    return "";
  }

  /** What will have been changed of each workload, and what it was before. */
  List<ChangedWorkload> inventory(ReplayPlan plan, List<ChangedWorkload> known, String replayId)
      throws Refusal {
    var inventory = new ArrayList<ChangedWorkload>();
    for (ReplayPlan.Workload workload : plan.workloads()) {
      if (needsNothing(workload)) {
        continue;
      }
      var tree = ours(workload.ref());
      var before = fieldsOf(known, tree);
      inventory.add(
          new ChangedWorkload(
              tree.kind(),
              tree.name(),
              tree.uid(),
              WorkloadPatch.inventory(tree, before, settings(workload, replayId))));
    }
    return inventory;
  }

  /**
   * Leads the workloads to the responder, as their inventory says.
   *
   * @return what is missing until all are ready; empty once they are
   */
  String bringWorkloads(ReplayPlan plan, List<ChangedWorkload> inventory, String replayId)
      throws Refusal {
    String missing = "";
    for (ChangedWorkload change : inventory) {
      var tree = ours(new WorkloadRef(change.kind(), change.name()));
      var disturbed = FieldEdits.disturbed(tree.root(), change.fields());
      if (!disturbed.isEmpty()) {
        FieldEdits.apply(tree.root(), change.fields());
        namespace.replace(tree);
        missing = tree.label() + " restarts";
      } else if (!tree.isReady()) {
        String trouble = PodTrouble.of(namespace.pods(tree.podLabels()));
        missing = trouble.isEmpty() ? tree.waitingFor() : tree.waitingFor() + "; " + trouble;
      }
    }
    return missing;
  }

  /** What others have changed of a workload during the run. */
  Optional<String> disturbance(List<ChangedWorkload> inventory) {
    for (ChangedWorkload change : inventory) {
      var found = namespace.workload(new WorkloadRef(change.kind(), change.name()));
      if (found.isEmpty() || !found.get().uid().equals(change.uid())) {
        return Optional.of(change.label() + " was deleted during the replay");
      }
      var disturbed = FieldEdits.disturbed(found.get().root(), change.fields());
      if (!disturbed.isEmpty()) {
        return Optional.of(
            "%s was changed by somebody else during the replay: %s"
                .formatted(change.label(), String.join(", ", disturbed)));
      }
    }
    return Optional.empty();
  }

  /**
   * Brings the generator about.
   *
   * @return why its Job has failed, if it has
   */
  Optional<String> bringGenerator(String replayId, int attempt) {
    var job = namespace.apply(agents.generator(replayId, attempt));
    var status = job.getStatus();
    return status != null && status.getFailed() != null && status.getFailed() > 0
        ? Optional.of("the generator's Job failed before it sent anything; its log is collected")
        : Optional.empty();
  }

  /** What is waited for while the generator is at work. */
  String generatorNote(ReplayInfo info) {
    return switch (info.phase()) {
      case PENDING, PREPARING, WAITING_FOR_SUT -> {
        String trouble = PodTrouble.of(namespace.pods(agents.selector("generator")));
        yield trouble.isEmpty()
            ? "the generator starts"
            : "the generator does not start: " + trouble;
      }
      case REPORTING -> "the report is made";
      case RUNNING, PASSED, FAILED, CANCELLED, ERROR -> "requests are sent";
    };
  }

  void removeGenerator(int attempt) {
    namespace.delete(agents.generator(replayId(attempt), attempt));
  }

  /** Keeps what the pods said. */
  void collect(List<ChangedWorkload> inventory) {
    var pods =
        new ArrayList<Pod>(namespace.pods(Map.of(AgentManifests.REPLAY_LABEL, names.label())));
    for (WorkloadSpec workload : spec().workloads()) {
      namespace
          .workload(workload.ref())
          .filter(tree -> !tree.podLabels().isEmpty())
          .ifPresent(tree -> pods.addAll(namespace.pods(tree.podLabels())));
    }
    namespace.apply(manifests.logs(Collector.files(namespace, pods)));
  }

  /** What is left after everything was put back. */
  sealed interface Leftover {
    /** All is as it was. */
    record Nothing() implements Leftover {}

    /** It has to be tried again. */
    record NotYet(String why) implements Leftover {}

    /** Only a person can put the rest right. */
    record ForAPerson(String what) implements Leftover {}
  }

  /** Puts workloads back and takes away what was brought. */
  Leftover restore(List<ChangedWorkload> inventory) {
    var left = new ArrayList<String>();
    for (WorkloadSpec workload : spec().workloads()) {
      var ref = workload.ref();
      try {
        switch (holds.release(ref, changeOf(inventory, ref))) {
          case Holds.Release.Done() -> {}
          case Holds.Release.Again() -> {
            return new Leftover.NotYet(ref.label() + " was changed at this moment; trying again");
          }
          case Holds.Release.Left(List<String> fields) ->
              left.add(
                  "%s: somebody else has changed %s since; set it as it should be"
                      .formatted(ref.label(), String.join(", ", fields)));
        }
      } catch (KubernetesClientException e) {
        if (e.getCode() != 403 && e.getCode() != 422) {
          throw e;
        }
        left.add("%s cannot be put back: %s".formatted(ref.label(), e.getMessage()));
      }
    }
    brought().forEach(namespace::delete);
    return left.isEmpty()
        ? new Leftover.Nothing()
        : new Leftover.ForAPerson(String.join("; ", left));
  }

  private List<HasMetadata> brought() {
    var brought = new ArrayList<HasMetadata>();
    for (int attempt = 1; attempt <= Math.max(1, replay.getStatus().run().attempt()); attempt++) {
      brought.add(agents.generator(replayId(attempt), attempt));
    }
    brought.add(agents.responder(replayId(1)));
    brought.add(manifests.responder(List.of()));
    for (int i = 0; i < spec().workloads().size(); i++) {
      brought.add(manifests.target(i, Map.of(), AgentManifests.RESPONDER_PORT));
    }
    brought.add(manifests.nothing(names.trust()));
    brought.add(manifests.token(""));
    if (spec().cleanup() == Cleanup.ALL) {
      brought.add(manifests.nothing(names.logs()));
    }
    return brought;
  }

  private PatchSettings settings(ReplayPlan.Workload workload, String replayId) throws Refusal {
    return new PatchSettings(
        replayId, Optional.ofNullable(workload.spec().replicas()), route(workload));
  }

  private Optional<PatchSettings.Route> route(ReplayPlan.Workload workload) throws Refusal {
    if (workload.mocked().isEmpty()) {
      return Optional.empty();
    }
    var service =
        namespace
            .client()
            .services()
            .inNamespace(namespace.name())
            .withName(names.responder())
            .get();
    if (service == null || address(service).isEmpty()) {
      throw new Refusal("ResponderGone", "the responder's Service was deleted during the replay");
    }
    return Optional.of(
        new PatchSettings.Route(
            workload.spec().routing(),
            address(service).get(),
            AgentManifests.RESPONDER_PORT,
            workload.mocked().stream().map(ReplayPlan.Host::name).distinct().toList(),
            names.trust()));
  }

  private static boolean needsNothing(ReplayPlan.Workload workload) {
    return workload.mocked().isEmpty() && workload.spec().replicas() == null;
  }

  private WorkloadTree ours(WorkloadRef ref) throws Refusal {
    var tree =
        namespace
            .workload(ref)
            .orElseThrow(
                () -> new Refusal("WorkloadGone", ref.label() + " was deleted during the replay"));
    if (!holds.isOurs(tree)) {
      throw new Refusal(
          "WorkloadChanged",
          "somebody took the annotation %s off %s during the replay"
              .formatted(Holds.HELD_BY, ref.label()));
    }
    return tree;
  }

  private static List<ChangedField> fieldsOf(List<ChangedWorkload> known, WorkloadTree tree) {
    return known.stream()
        .filter(one -> one.uid().equals(tree.uid()))
        .findFirst()
        .map(ChangedWorkload::fields)
        .orElse(List.of());
  }

  private static Optional<ChangedWorkload> changeOf(
      List<ChangedWorkload> inventory, WorkloadRef ref) {
    return inventory.stream()
        .filter(one -> one.kind() == ref.kind() && one.name().equals(ref.name()))
        .findFirst();
  }

  private static Optional<String> address(Service service) {
    return Optional.ofNullable(service.getSpec().getClusterIP())
        .filter(ip -> !ip.isEmpty() && !ip.equals("None"));
  }
}
