// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import java.nio.file.Path;

/**
 * What a responder is started with.
 *
 * @param services where the others are
 * @param replayId which replay to take part in
 * @param workDir for what is downloaded
 * @param address where to listen
 * @param port where to listen; 0 leaves it to the plan, and to chance where that says 0 too
 * @param caDirectory of the authority that the application trusts
 */
public record AgentOptions(
    Services services, String replayId, Path workDir, String address, int port, Path caDirectory) {

  /**
   * Where the others are, each as {@code host:port}.
   *
   * @param token shared between the parts of Reprise; may be empty
   */
  public record Services(String orchestrator, String snapshot, String ingest, String token) {

    /** Without the token. */
    @Override
    public String toString() {
      return orchestrator + " " + snapshot + " " + ingest;
    }
  }
}
