// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedWorkload;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Progress;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Result;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.Run;
import dev.reprise.orchestrator.replay.ReplayInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Statuses with one part changed. */
final class Statuses {

  private Statuses() {}

  static TrafficReplayStatus with(TrafficReplayStatus status, Run run) {
    return new TrafficReplayStatus(
        status.observedGeneration(),
        status.phase(),
        status.message(),
        status.outcome(),
        run,
        status.progress(),
        status.result(),
        status.inventory(),
        status.conditions());
  }

  static TrafficReplayStatus with(TrafficReplayStatus status, List<ChangedWorkload> inventory) {
    return new TrafficReplayStatus(
        status.observedGeneration(),
        status.phase(),
        status.message(),
        status.outcome(),
        status.run(),
        status.progress(),
        status.result(),
        inventory,
        status.conditions());
  }

  /** With the figures of the orchestrator's replay. */
  static TrafficReplayStatus with(
      TrafficReplayStatus status, ReplayInfo info, Optional<String> reportUrl) {
    var done = info.progress();
    var progress =
        new Progress(
            done.requestsPlanned() == 0 ? null : done.requestsDone() + "/" + done.requestsPlanned(),
            done.requestsPlanned(),
            done.requestsDone(),
            done.requestsFailed(),
            done.mockMatches(),
            done.mockMisses());
    var result =
        new Result(
            percent(done.requestsDone() - done.requestsFailed(), done.requestsDone()),
            percent(done.mockMatches(), done.mockMatches() + done.mockMisses()),
            verdict(info.phase()),
            info.phase().isFinal() ? info.id() : null,
            info.phase().isFinal()
                ? reportUrl.map(url -> url.replace("{id}", info.id())).orElse(null)
                : null);
    return new TrafficReplayStatus(
        status.observedGeneration(),
        status.phase(),
        status.message(),
        status.outcome(),
        status.run(),
        progress,
        result,
        status.inventory(),
        status.conditions());
  }

  @SuppressWarnings("NullAway") // absent figures are null in a status
  private static String percent(long part, long whole) {
    return whole == 0
        ? null
        : String.format(Locale.ROOT, "%.1f%%", Math.floor(1000.0 * part / whole) / 10);
  }

  @SuppressWarnings("NullAway")
  private static String verdict(ReplayInfo.Phase phase) {
    return switch (phase) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case CANCELLED, ERROR -> "invalid";
      case PENDING, PREPARING, WAITING_FOR_SUT, RUNNING, REPORTING -> null;
    };
  }
}
