// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.machine;

/** How a replay ended, before its goals are looked at. */
public sealed interface Outcome {

  /** It ran to its end: the goals decide. */
  record Completed() implements Outcome {}

  /** Somebody stopped it. */
  record Cancelled(String reason) implements Outcome {}

  /** Something other than the system under test stood in the way. */
  record Broken(String reason) implements Outcome {}
}
