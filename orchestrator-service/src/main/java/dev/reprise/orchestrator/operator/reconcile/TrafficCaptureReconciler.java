// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.OperatorConfig;
import dev.reprise.orchestrator.operator.api.TrafficCapture;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus.Captured;
import dev.reprise.orchestrator.operator.api.TrafficCaptureStatus.State;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the marks of TrafficCaptures on the workloads that they mean, and on no other.
 *
 * <p>Every look compares what is with what should be and writes the difference, so the operator may
 * be killed at any point and another one goes on.
 *
 * <p><b>Threads:</b> the operator's workers; looks at one resource never overlap.
 */
@Ignore // started by OperatorStartup, where it is switched on; not found by the extension
@ControllerConfiguration(name = "trafficcapture", finalizerName = TrafficReplayReconciler.FINALIZER)
public final class TrafficCaptureReconciler
    implements Reconciler<TrafficCapture>, Cleaner<TrafficCapture> {

  private static final Logger LOG = Logger.getLogger(TrafficCaptureReconciler.class);
  private static final int LOOKS_OF_A_REPLAY = 10;

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Announcer announcer;
  private final Clock clock;
  private final Duration pause;

  /** Works on a cluster. */
  public TrafficCaptureReconciler(KubernetesClient client, OperatorConfig config, Clock clock) {
    this.client = client;
    this.config = config;
    this.clock = clock;
    this.announcer = new Announcer(client, clock);
    this.pause = config.poll().multipliedBy(LOOKS_OF_A_REPLAY);
  }

  @Override
  public UpdateControl<TrafficCapture> reconcile(
      TrafficCapture seen, Context<TrafficCapture> context) {
    var fresh = fresh(seen);
    if (fresh.isPresent()) {
      look(fresh.get());
    }
    UpdateControl<TrafficCapture> control = UpdateControl.noUpdate();
    return fresh.isPresent() ? control.rescheduleAfter(pause) : control;
  }

  @Override
  public DeleteControl cleanup(TrafficCapture seen, Context<TrafficCapture> context) {
    boolean isLeft = fresh(seen).map(this::leave).orElse(true);
    return isLeft
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(pause.toMillis());
  }

  // Not from the cache: what we wrote a moment ago must be in it.
  private Optional<TrafficCapture> fresh(TrafficCapture seen) {
    return Optional.ofNullable(client.resource(seen).get());
  }

  private void look(TrafficCapture capture) {
    try {
      var before = Objects.requireNonNullElse(capture.getStatus(), TrafficCaptureStatus.NEW);
      var scene = new CaptureScene(client, config, capture);
      boolean isEnabled = Boolean.TRUE.equals(capture.getSpec().enabled());
      var standing = isEnabled ? scene.mark() : List.<Captured>of();
      boolean isClean = scene.unmarkOthers(isEnabled);
      var status = status(capture, before, standing, isClean);
      if (!status.equals(before)) {
        tell(capture, before, status);
        capture.setStatus(status);
        client.resource(capture).updateStatus(); // its resourceVersion goes along
      }
    } catch (KubernetesClientException e) {
      // boundary: whatever it was, the next look finds out; a conflict is somebody else's progress
      LOG.warnf("A look at a capture failed: capture=%s error=%s", capture.label(), e.getMessage());
    }
  }

  private boolean leave(TrafficCapture capture) {
    try {
      return new CaptureScene(client, config, capture).unmarkOthers(false);
    } catch (KubernetesClientException e) {
      // boundary: as above
      LOG.warnf("A capture cannot go yet: capture=%s error=%s", capture.label(), e.getMessage());
      return false;
    }
  }

  private TrafficCaptureStatus status(
      TrafficCapture capture,
      TrafficCaptureStatus before,
      List<Captured> standing,
      boolean isClean) {
    var blocked =
        standing.stream()
            .filter(one -> one.state() == State.Kept || one.state() == State.Refused)
            .toList();
    int recording = (int) standing.stream().filter(one -> one.state() == State.Recording).count();
    String message =
        standing.stream()
            .filter(one -> one.state() != State.Recording)
            .map(one -> one.kind() + " " + one.name() + ": " + one.message())
            .findFirst()
            .orElse(isClean ? "" : "workloads of a replay keep their marks until it is over");
    return new TrafficCaptureStatus(
        capture.getMetadata().getGeneration(),
        standing.size(),
        recording,
        message,
        standing,
        conditions(capture, before, standing, blocked, recording));
  }

  private List<Condition> conditions(
      TrafficCapture capture,
      TrafficCaptureStatus before,
      List<Captured> standing,
      List<Captured> blocked,
      int recording) {
    long generation = Optional.ofNullable(capture.getMetadata().getGeneration()).orElse(0L);
    var conditions = new Conditions(before.conditions(), generation, clock.instant());
    if (!Boolean.TRUE.equals(capture.getSpec().enabled())) {
      return conditions
          .set("Marked", false, "Off", "spec.enabled is false")
          .set("Recording", false, "Off", "spec.enabled is false")
          .list();
    }
    if (standing.isEmpty()) {
      return conditions
          .set("Marked", false, "NothingMatches", "no workload is meant")
          .set("Recording", false, "NothingMatches", "no workload is meant")
          .list();
    }
    conditions.set(
        "Marked",
        blocked.isEmpty(),
        blocked.isEmpty() ? "AllMarked" : "SomeCannotBe",
        "%d of %d workloads are marked"
            .formatted(standing.size() - blocked.size(), standing.size()));
    return conditions
        .set(
            "Recording",
            recording == standing.size(),
            recording == standing.size() ? "AllRecording" : "UnderWay",
            "%d of %d workloads are recorded".formatted(recording, standing.size()))
        .list();
  }

  private void tell(
      TrafficCapture capture, TrafficCaptureStatus before, TrafficCaptureStatus status) {
    for (Captured one : status.workloads()) {
      boolean isNew =
          before.workloads().stream()
              .noneMatch(old ->
                  old.kind() == one.kind()
                      && old.name().equals(one.name())
                      && old.state() == one.state());
      if (isNew && one.state() != State.Rolling) {
        announcer.tell(
            capture,
            one.state() != State.Recording,
            one.state().name(),
            one.kind() + " " + one.name() + ": " + one.message());
      }
    }
  }
}
