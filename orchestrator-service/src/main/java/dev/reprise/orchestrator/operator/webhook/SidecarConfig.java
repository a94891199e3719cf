// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import dev.reprise.injection.SidecarSettings;
import dev.reprise.orchestrator.operator.OperatorConfig;

/** The operator's settings of the proxy beside applications. */
public final class SidecarConfig {

  private SidecarConfig() {}

  /** As injection wants them. */
  public static SidecarSettings of(OperatorConfig config) {
    var sidecar = config.sidecar();
    return new SidecarSettings(
        sidecar.image(),
        config.agents().pullPolicy(),
        config.agents().ingestAddress(),
        sidecar.tokenSecret(),
        new SidecarSettings.Resources(
            sidecar.cpuRequest(), sidecar.memoryRequest(), sidecar.memoryLimit()),
        Math.toIntExact(config.agents().user()));
  }
}
