// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.run;

import dev.reprise.orchestrator.OrchestratorConfig;
import java.time.Duration;

/**
 * How long the parts of a replay may take.
 *
 * @param prepare until every agent has loaded the snapshot
 * @param sut from then until the system under test is reported ready
 * @param drain until an agent has finished once asked to
 */
public record RunLimits(Duration prepare, Duration sut, Duration drain) {

  static RunLimits of(OrchestratorConfig config) {
    return new RunLimits(config.prepareTimeout(), config.sutTimeout(), config.drainTimeout());
  }
}
