// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which agents take part. */
public enum Mode {
  /** Generator and responder. */
  @JsonProperty("full")
  FULL,
  /** Only the generator: the real dependencies answer. */
  @JsonProperty("generator-only")
  GENERATOR_ONLY,
  /** Only the responder: somebody else drives the workload, until it is cancelled or times out. */
  @JsonProperty("responder-only")
  RESPONDER_ONLY;

  /** Whether recorded requests are sent. */
  public boolean generates() {
    return this != RESPONDER_ONLY;
  }

  /** Whether dependencies are mocked. */
  public boolean mocks() {
    return this != GENERATOR_ONLY;
  }
}
