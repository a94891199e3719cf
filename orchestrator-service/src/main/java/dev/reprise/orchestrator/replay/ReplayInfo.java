// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.replay;

import org.jspecify.annotations.Nullable;

/**
 * What callers see of a replay; immutable, published anew at each change.
 *
 * @param id names the replay
 * @param request what was asked for
 * @param phase where it stands
 * @param message why it stands there, for a person; may be empty
 * @param createdNanos when it was started, since the epoch
 * @param finishedNanos when it ended, or 0
 * @param progress how far it is
 * @param responder where the responder listens, once it does
 */
public record ReplayInfo(
    String id,
    ReplayRequest request,
    Phase phase,
    String message,
    long createdNanos,
    long finishedNanos,
    Progress progress,
    @Nullable Responder responder) {

  /** Where a replay stands, as callers see it. */
  public enum Phase {
    /** Accepted. */
    PENDING,
    /** Agents start and load the snapshot. */
    PREPARING,
    /** The system under test may come up now. */
    WAITING_FOR_SUT,
    /** Requests are being sent. */
    RUNNING,
    /** All is sent; the report is being made. */
    REPORTING,
    /** Every goal held. */
    PASSED,
    /** A goal did not hold. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED,
    /** Something other than the system under test stood in the way. */
    ERROR;

    /** Whether nothing changes any more. */
    public boolean isFinal() {
      return switch (this) {
        case PENDING, PREPARING, WAITING_FOR_SUT, RUNNING, REPORTING -> false;
        case PASSED, FAILED, CANCELLED, ERROR -> true;
      };
    }
  }

  /**
   * How far a replay is.
   *
   * @param requestsPlanned 0 while not known
   * @param requestsDone answered or given up
   * @param requestsFailed of them, without success
   * @param mockMatches outbound calls that were answered from the recording
   * @param mockMisses outbound calls that were not
   */
  public record Progress(
      long requestsPlanned,
      long requestsDone,
      long requestsFailed,
      long mockMatches,
      long mockMisses) {
    /** Nothing done yet. */
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0);
  }

  /**
   * Where the responder listens, and what the SUT must trust.
   *
   * @param host an address of this machine
   * @param port its port
   * @param caCertificatePem the CA's certificate
   */
  public record Responder(String host, int port, String caCertificatePem) {}

  /** The same replay in another phase. */
  public ReplayInfo at(Phase newPhase, String newMessage, long newFinishedNanos) {
    return new ReplayInfo(
        id, request, newPhase, newMessage, createdNanos, newFinishedNanos, progress, responder);
  }

  /** The same replay, further on. */
  public ReplayInfo with(Progress newProgress) {
    return new ReplayInfo(
        id, request, phase, message, createdNanos, finishedNanos, newProgress, responder);
  }

  /** The same replay, with its responder listening. */
  public ReplayInfo with(Responder newResponder) {
    return new ReplayInfo(
        id, request, phase, message, createdNanos, finishedNanos, progress, newResponder);
  }
}
