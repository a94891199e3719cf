// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import dev.reprise.traffic.trust.TrustBundle;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a replay brings into a namespace besides its pods: Services, trust, the token, what was
 * collected.
 */
public final class ReplayManifests {

  private final AgentManifests agents;
  private final Names names;

  /** Of the replay whose pods these are. */
  public ReplayManifests(AgentManifests agents, Names names) {
    this.agents = agents;
    this.names = names;
  }

  /**
   * The Service that the workload's calls come to.
   *
   * @param ports at which mocked hosts are called; the responder's own, where it is a proxy, is
   *     added
   */
  public Service responder(List<Integer> ports) {
    var all = new TreeSet<>(ports);
    all.add(AgentManifests.RESPONDER_PORT);
    return new ServiceBuilder()
        .withMetadata(agents.metadata(names.responder(), "responder"))
        .withNewSpec()
        .withSelector(agents.selector("responder"))
        .withPorts(all.stream().map(port -> port(port, AgentManifests.RESPONDER_PORT)).toList())
        .endSpec()
        .build();
  }

  /** The Service that the generator sends to. */
  public Service target(int index, Map<String, String> podLabels, int port) {
    return new ServiceBuilder()
        .withMetadata(agents.metadata(names.target(index), "sut"))
        .withNewSpec()
        .withSelector(podLabels)
        .withPorts(port(port, port))
        .endSpec()
        .build();
  }

  /** What applications must trust, in every form that run-times read. */
  public ConfigMap trust(TrustBundle bundle, String caFile, String bundleFile, String storeFile) {
    return new ConfigMapBuilder()
        .withMetadata(agents.metadata(names.trust(), "trust"))
        .addToData(caFile, bundle.authorityPem())
        .addToData(bundleFile, bundle.bundlePem())
        .addToBinaryData(storeFile, Base64.getEncoder().encodeToString(bundle.store()))
        .build();
  }

  /** What agents show to the services. */
  public Secret token(String token) {
    return new SecretBuilder()
        .withMetadata(agents.metadata(names.token(), "token"))
        .withType("Opaque")
        .addToData(
            "token", Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  /** What was collected, by file name. */
  public ConfigMap logs(Map<String, String> files) {
    return new ConfigMapBuilder()
        .withMetadata(agents.metadata(names.logs(), "logs"))
        .withData(files)
        .build();
  }

  /** A ConfigMap by its name only, to be taken away. */
  public ConfigMap nothing(String name) {
    return new ConfigMapBuilder().withMetadata(agents.metadata(name, "logs")).build();
  }

  private static ServicePort port(int port, int targetPort) {
    return new ServicePortBuilder()
        .withName("port-" + port)
        .withProtocol("TCP")
        .withPort(port)
        .withNewTargetPort(targetPort)
        .build();
  }
}
