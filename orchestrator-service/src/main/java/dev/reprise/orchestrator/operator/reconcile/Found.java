// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import dev.reprise.orchestrator.operator.api.TrafficReplayStatus;
import dev.reprise.orchestrator.operator.life.LifeEvent;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a replay has found.
 *
 * @param event what moves it on; null where nothing does yet
 * @param status with what was learnt on the way: run, progress, inventory
 * @param note what is waited for, for a person; may be empty
 */
record Found(@Nullable LifeEvent event, TrafficReplayStatus status, String note) {

  static Found event(LifeEvent event, TrafficReplayStatus status) {
    return new Found(event, status, "");
  }

  static Found waiting(String note, TrafficReplayStatus status) {
    return new Found(null, status, note);
  }
}
