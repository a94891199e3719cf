// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

/** The two agents of a replay. */
public enum Role {
  /** Sends the recorded inbound requests. */
  GENERATOR,
  /** Answers the SUT's outbound calls. */
  RESPONDER
}
