// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.start;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.reconcile.TrafficCaptureReconciler;
import dev.reprise.orchestrator.operator.reconcile.TrafficReplayReconciler;
import dev.reprise.orchestrator.operator.runs.Runs;
import dev.reprise.orchestrator.operator.runs.Snapshots;
import dev.reprise.orchestrator.operator.webhook.Webhook;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the operator with the service, if it is switched on; else not even a client is made. */
@ApplicationScoped
class OperatorStartup {

  private static final Logger LOG = Logger.getLogger(OperatorStartup.class);

  private final OperatorConfig config;
  private final Instance<KubernetesClient> client;
  private final Runs runs;
  private final Snapshots snapshots;

  private final Vertx vertx;

  private @Nullable OperatorProcess process; // null while switched off
  private @Nullable Webhook webhook; // null while switched off

  OperatorStartup(
      OperatorConfig config,
      Instance<KubernetesClient> client,
      Runs runs,
      Snapshots snapshots,
      Vertx vertx) {
    this.config = config;
    this.client = client;
    this.runs = runs;
    this.snapshots = snapshots;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    if (!config.enabled()) {
      return;
    }
    var cluster = client.get();
    var started =
        new OperatorProcess(
            cluster,
            config,
            List.of(
                new TrafficReplayReconciler(cluster, config, runs, snapshots, Clock.systemUTC()),
                new TrafficCaptureReconciler(cluster, config, Clock.systemUTC())));
    process = started;
    if (config.webhook().enabled()) {
      var listening = new Webhook(vertx, cluster, config, Clock.systemUTC());
      webhook = listening;
      listening.start();
    }
    started.start();
    LOG.infof("The operator is started: namespaces=%s", config.namespaces().orElse(List.of("all")));
  }

  void stop(@Observes ShutdownEvent event) {
    var listening = webhook;
    if (listening != null) {
      listening.close();
    }
    var started = process;
    if (started != null) {
      started.close();
    }
  }
}
