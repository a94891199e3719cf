// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import dev.reprise.orchestrator.operator.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The webhook from start to end: listens once it has a certificate, and looks after that from time
 * to time. Without an API server it tries again; meanwhile pods start without the proxy.
 *
 * <p><b>Threads:</b> one of its own for certificates.
 */
public final class Webhook implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Webhook.class);

  private final Vertx vertx;
  private final OperatorConfig config;
  private final Certificates certificates;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-certificates").factory());

  private Optional<ServingCertificate> shown = Optional.empty(); // of the timer's thread
  private volatile @Nullable WebhookServer server; // null until there is a certificate

  /** Prepares it; nothing is asked of the cluster before {@link #start}. */
  public Webhook(Vertx vertx, KubernetesClient client, OperatorConfig config, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.certificates = new Certificates(client, config, clock);
  }

  /** Begins. */
  public void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::look, 0, config.webhook().look().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Where it listens; 0 while it does not. */
  int port() {
    var listening = server;
    return listening == null ? 0 : listening.port();
  }

  private void look() {
    try {
      var certificate = certificates.keep();
      if (shown.filter(certificate::equals).isEmpty()) {
        show(certificate).toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        shown = Optional.of(certificate);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      // boundary of a timer, which would end in silence otherwise
      LOG.warnf("The webhook's certificate could not be looked after: error=%s", e.getMessage());
    }
  }

  private Future<?> show(ServingCertificate certificate) {
    var listening = server;
    if (listening != null) {
      return listening.show(certificate);
    }
    var webhook = config.webhook();
    return WebhookServer.start(
            vertx,
            new Admission(SidecarConfig.of(config)),
            webhook.listen(),
            webhook.port(),
            certificate)
        .onSuccess(started -> {
          server = started;
          LOG.infof("The webhook listens: port=%d", started.port());
        });
  }

  @Override
  public void close() {
    timer.shutdownNow();
    var listening = server;
    if (listening != null) {
      var _ = listening.close();
    }
  }
}
