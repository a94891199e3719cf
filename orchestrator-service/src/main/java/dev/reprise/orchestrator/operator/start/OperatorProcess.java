// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.start;

import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An operator with its reconcilers, from start to end.
 *
 * <p>Only one of several acts: the others wait for its lease. One that loses the lease ends its
 * process, since what it knows of runs under way is worth nothing to anybody any more.
 *
 * <p><b>Threads:</b> starting blocks until the first lists are read; reconcilers run on workers of
 * its own.
 */
public final class OperatorProcess implements AutoCloseable {

  private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);

  private final Operator operator;

  /** Prepares one; nothing is asked of the cluster before {@link #start}. */
  public OperatorProcess(
      KubernetesClient client, OperatorConfig config, List<Reconciler<?>> reconcilers) {
    this.operator =
        new Operator(settings -> {
          settings
              .withKubernetesClient(client)
              .withCloseClientOnStop(false)
              .withCacheSyncTimeout(SYNC_LIMIT)
              // A right that is missing in one namespace must not end the whole service.
              .withStopOnInformerErrorDuringStartup(false)
              .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
              .checkingCRDAndValidateLocalModel(false);
          if (config.leaderElection().enabled()) {
            settings.withLeaderElectionConfiguration(
                LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(
                        config.leaderElection().lease())
                    .withLeaseNamespace(config.ownNamespace())
                    .build());
          }
        });
    var namespaces = config.namespaces().map(Set::copyOf);
    for (Reconciler<?> reconciler : reconcilers) {
      operator.register(
          reconciler,
          controller -> namespaces.ifPresent(names -> controller.settingNamespaces(names)));
    }
  }

  /** Begins to act, or to wait for the lease. */
  public void start() {
    operator.start();
  }

  @Override
  public void close() {
    operator.stop();
  }
}
