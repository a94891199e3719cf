// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.context;

/** The services a command may talk to. */
public enum Service {
  /** Takes pairs in. */
  INGEST("ingest", "REPRISE_INGEST_ADDRESS", 7401),
  /** Reads the warehouse. */
  QUERY("query", "REPRISE_QUERY_ADDRESS", 7402),
  /** Builds snapshots. */
  SNAPSHOT("snapshot", "REPRISE_SNAPSHOT_ADDRESS", 7403),
  /** Runs replays. */
  ORCHESTRATOR("orchestrator", "REPRISE_ORCHESTRATOR_ADDRESS", 7404);

  private final String partName;
  private final String variable;
  private final int defaultPort;

  Service(String partName, String variable, int defaultPort) {
    this.partName = partName;
    this.variable = variable;
    this.defaultPort = defaultPort;
  }

  /** Its name among the parts of the local stack, and in settings. */
  public String partName() {
    return partName;
  }

  /** The environment variable that names its address. */
  public String variable() {
    return variable;
  }

  /** Where it listens unless told otherwise. */
  public int defaultPort() {
    return defaultPort;
  }
}
