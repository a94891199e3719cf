// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.AgentSpec;
import dev.reprise.orchestrator.operator.api.SecretRef;
import dev.reprise.orchestrator.operator.api.TrafficReplay;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pods of a replay: the responder's Deployment and the generator's Job. They run under
 * restricted pod security, and nothing in them can write but to a volume of their own.
 */
public final class AgentManifests {

  /** The label that everything of a replay carries; its value is {@link Names#label}. */
  public static final String REPLAY_LABEL = "reprise.dev/replay";

  /** Says what a pod is: responder or generator. */
  public static final String PART_LABEL = "reprise.dev/part";

  /** Where the responder listens in its pod. */
  public static final int RESPONDER_PORT = 8080;

  private static final String WORK = "/work";
  private static final String SECRETS = "/reprise/secrets";

  private final OperatorConfig.Agents config;
  private final TrafficReplay replay;
  private final Names names;

  /** Of one replay. */
  public AgentManifests(OperatorConfig.Agents config, TrafficReplay replay) {
    this.config = config;
    this.replay = replay;
    this.names = new Names(replay);
  }

  /**
   * The responder's Deployment. A replica more would not know what the first has bound, so there is
   * one.
   */
  public Deployment responder(String replayId) {
    var arguments = new ArrayList<>(common(replayId));
    arguments.addAll(
        List.of(
            "--port",
            Integer.toString(RESPONDER_PORT),
            "--listen",
            "0.0.0.0",
            "--ca-dir",
            WORK + "/ca"));
    var container =
        container("responder", config.responderImage(), arguments, replay.getSpec().responder())
            .addNewPort()
            .withName("mocks")
            .withContainerPort(RESPONDER_PORT)
            .withProtocol("TCP")
            .endPort()
            .withNewReadinessProbe()
            .withNewTcpSocket()
            .withNewPort(RESPONDER_PORT)
            .endTcpSocket()
            .withPeriodSeconds(1)
            .endReadinessProbe()
            .build();
    return new DeploymentBuilder()
        .withMetadata(metadata(names.responder(), "responder"))
        .withNewSpec()
        .withReplicas(1)
        .withNewStrategy()
        .withType("Recreate") // two of one attempt would both want to be its responder
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(selector("responder"))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels("responder"))
        .endMetadata()
        .withSpec(pod(container, "Always"))
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The generator's Job; it is never tried again, since half of the requests are sent by then. */
  public Job generator(String replayId, int attempt) {
    var arguments = new ArrayList<>(common(replayId));
    if (!replay.getSpec().secretRefs().isEmpty()) {
      arguments.addAll(List.of("--secrets-dir", SECRETS));
    }
    var container =
        container("generator", config.generatorImage(), arguments, replay.getSpec().generator())
            .build();
    return new JobBuilder()
        .withMetadata(metadata(names.generator(attempt), "generator"))
        .withNewSpec()
        .withBackoffLimit(0)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels("generator"))
        .endMetadata()
        .withSpec(pod(container, "Never"))
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The label by which the responder's pod is found. */
  public Map<String, String> selector(String part) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(REPLAY_LABEL, names.label());
    labels.put(PART_LABEL, part);
    return labels;
  }

  /** Metadata of a resource that goes when the replay goes. */
  public ObjectMeta metadata(String name, String part) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(replay.getMetadata().getNamespace())
        .withLabels(labels(part))
        .withOwnerReferences(owner())
        .build();
  }

  private OwnerReference owner() {
    return new OwnerReferenceBuilder()
        .withApiVersion(replay.getApiVersion())
        .withKind(replay.getKind())
        .withName(replay.getMetadata().getName())
        .withUid(replay.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  private Map<String, String> labels(String part) {
    var labels = new LinkedHashMap<>(config.labels());
    labels.put("app.kubernetes.io/name", "reprise-" + part);
    labels.put("app.kubernetes.io/managed-by", "reprise");
    labels.putAll(selector(part));
    return labels;
  }

  private List<String> common(String replayId) {
    return List.of(
        "agent",
        "--orchestrator",
        config.orchestratorAddress(),
        "--replay-id",
        replayId,
        "--snapshot-address",
        config.snapshotAddress(),
        "--ingest-address",
        config.ingestAddress(),
        "--work-dir",
        WORK);
  }

  private ContainerBuilder container(
      String name, String image, List<String> arguments, AgentSpec asked) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withImagePullPolicy(config.pullPolicy())
        .withArgs(arguments)
        .withEnv(token())
        .withResources(asked.resources() == null ? usual() : asked.resources())
        .withVolumeMounts(mounts())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext();
  }

  private List<EnvVar> token() {
    return config.token().isEmpty()
        ? List.of()
        : List.of(
            new EnvVarBuilder()
                .withName("REPRISE_TOKEN")
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(names.token())
                .withKey("token")
                .endSecretKeyRef()
                .endValueFrom()
                .build());
  }

  private ResourceRequirements usual() {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity(config.cpuRequest()))
        .addToRequests("memory", new Quantity(config.memoryRequest()))
        .addToLimits("memory", new Quantity(config.memoryLimit()))
        .build();
  }

  private PodSpec pod(Container container, String restartPolicy) {
    return new PodSpecBuilder()
        .withContainers(container)
        .withRestartPolicy(restartPolicy)
        .withAutomountServiceAccountToken(false)
        .withImagePullSecrets(
            config.pullSecrets().orElse(List.of()).stream().map(LocalObjectReference::new).toList())
        .withVolumes(volumes())
        .withSchedulerName(config.schedulerName().orElse(null))
        .withNodeSelector(config.nodeSelector())
        .withTerminationGracePeriodSeconds(30L)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(config.user())
        .withRunAsGroup(config.user())
        .withFsGroup(config.user())
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .build();
  }

  private List<VolumeMount> mounts() {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(new VolumeMountBuilder().withName("work").withMountPath(WORK).build());
    mounts.add(new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
    int index = 0;
    for (SecretRef secret : replay.getSpec().secretRefs()) {
      mounts.add(
          new VolumeMountBuilder()
              .withName("secret-" + index++)
              .withMountPath(SECRETS + "/" + secret.name())
              .withReadOnly(true)
              .build());
    }
    return mounts;
  }

  private List<Volume> volumes() {
    var volumes = new ArrayList<Volume>();
    volumes.add(new VolumeBuilder().withName("work").withNewEmptyDir().endEmptyDir().build());
    volumes.add(new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build());
    int index = 0;
    for (SecretRef secret : replay.getSpec().secretRefs()) {
      volumes.add(
          new VolumeBuilder()
              .withName("secret-" + index++)
              .withNewSecret()
              .withSecretName(secret.name())
              .endSecret()
              .build());
    }
    return volumes;
  }
}
