// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.workload;

import dev.reprise.orchestrator.operator.api.Routing;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a workload for the time of a replay.
 *
 * @param replayId of the attempt; a new one restarts the pods
 * @param replicas how many pods; empty leaves them
 * @param route how its calls reach the responder; empty where nothing is mocked for it
 */
public record PatchSettings(String replayId, Optional<Integer> replicas, Optional<Route> route) {

  /**
   * The way to the responder.
   *
   * @param routing by which means
   * @param address of the responder, an IP address
   * @param proxyPort where it is a proxy
   * @param hosts names that lead there
   * @param trustConfigMap holds the files that make applications trust it
   */
  public record Route(
      Routing routing, String address, int proxyPort, List<String> hosts, String trustConfigMap) {
    /** Copies the list. */
    public Route {
      hosts = List.copyOf(hosts);
    }
  }
}
