// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of the operator, under {@code reprise.operator}. */
@ConfigMapping(prefix = "reprise.operator")
public interface OperatorConfig {

  /** Whether it runs at all; without it nothing asks for a cluster. */
  @WithDefault("false")
  boolean enabled();

  /** Namespaces that are watched; absent means all. */
  Optional<List<String>> namespaces();

  /** The namespace that Reprise itself runs in: the lease lies there. */
  @WithDefault("reprise")
  String ownNamespace();

  /** How often a replay under way is looked at. */
  @WithDefault("1s")
  Duration poll();

  /** Where a report can be read; {@code {id}} is put in. Absent, no address is told. */
  Optional<String> reportUrl();

  /** Only one operator acts at a time. */
  LeaderElection leaderElection();

  /** The pods of replays. */
  Agents agents();

  /** The proxy beside applications. */
  Sidecar sidecar();

  /** What puts it there. */
  Webhook webhook();

  /** How one of several operators is chosen. */
  interface LeaderElection {

    /** Whether one is; without it, run one only. */
    @WithDefault("true")
    boolean enabled();

    /** The Lease in the own namespace. */
    @WithDefault("reprise-operator")
    String lease();
  }

  /** The pods of replays. */
  interface Agents {

    /** The generator's image. */
    @WithDefault("reprise/generator:latest")
    String generatorImage();

    /** The responder's image. */
    @WithDefault("reprise/responder:latest")
    String responderImage();

    /** Always, IfNotPresent or Never. */
    @WithDefault("IfNotPresent")
    String pullPolicy();

    /** Names of Secrets in the replay's namespace that images are pulled with. */
    Optional<List<String>> pullSecrets();

    /** host:port at which pods reach this service. */
    @WithDefault("reprise-orchestrator.reprise.svc:7404")
    String orchestratorAddress();

    /** host:port at which pods reach snapshot-service. */
    @WithDefault("reprise-snapshot.reprise.svc:7403")
    String snapshotAddress();

    /** host:port at which pods reach ingest-service. */
    @WithDefault("reprise-ingest.reprise.svc:7401")
    String ingestAddress();

    /** What pods show to the services: an editor's token is enough. Absent, none is shown. */
    Optional<String> token();

    /** Processor that a container asks for. */
    @WithDefault("100m")
    String cpuRequest();

    /** Memory that a container asks for. */
    @WithDefault("256Mi")
    String memoryRequest();

    /** The most memory that a container gets. */
    @WithDefault("1Gi")
    String memoryLimit();

    /** Of a pod's own: who it runs as. */
    @WithDefault("65532")
    long user();

    /** The scheduler that places them; absent means the cluster's own. */
    Optional<String> schedulerName();

    /** Labels that nodes must have. */
    Map<String, String> nodeSelector();

    /** Labels that every pod gets besides ours. */
    Map<String, String> labels();
  }

  /** The proxy beside applications; pulled, and run, as the pods of replays are. */
  interface Sidecar {

    /** Its image. */
    @WithDefault("reprise/capture-proxy:latest")
    String image();

    /**
     * A Secret in an application's namespace whose key {@code token} is shown to ingest-service.
     * Absent, none is; where the Secret is absent, nothing is recorded and pods start all the same.
     */
    Optional<String> tokenSecret();

    /** Processor that it asks for. */
    @WithDefault("50m")
    String cpuRequest();

    /** Memory that it asks for. */
    @WithDefault("192Mi")
    String memoryRequest();

    /** The most memory that it gets. */
    @WithDefault("384Mi")
    String memoryLimit();
  }

  /** The admission webhook. */
  interface Webhook {

    /** Whether there is one. */
    @WithDefault("true")
    boolean enabled();

    /** Where it listens, with TLS. */
    @WithDefault("8443")
    int port();

    /** The address it listens on: the API server comes from outside of the pod. */
    @WithDefault("0.0.0.0")
    String listen();

    /** The Service in the own namespace whose port 443 leads there. */
    @WithDefault("reprise-webhook")
    String service();

    /** The Secret in the own namespace that its certificate is kept in. */
    @WithDefault("reprise-webhook-tls")
    String secret();

    /** How long a certificate is valid; it is renewed after two thirds of that. */
    @WithDefault("P90D")
    Duration validity();

    /** How often the certificate and what the API server knows of it are looked after. */
    @WithDefault("PT10M")
    Duration look();
  }
}
