// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ResponderEndpoint;
import java.time.Instant;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A replay, as the schema shows it. */
@Description("One run of a snapshot under a test config.")
public record Replay(
    @NonNull @Id @Description("Names it.") String id,
    @NonNull @Description("The snapshot's name.") String snapshot,
    @Description("The snapshot's version.") int snapshotVersion,
    @NonNull @Description("full, generator-only or responder-only.") String mode,
    @NonNull @Description("How far it has come.") Phase phase,
    @NonNull @Description("Why it is there, where there is something to say.") String message,
    @NonNull @Description("The system under test.") String target,
    @NonNull @Description("Free words of the caller, e.g. a build number.") String buildTag,
    @NonNull @Description("When it was asked for.") Instant created,
    @Description("When it ended; null before.") @Nullable Instant finished,
    @Description("How many requests are to be sent; 0 when only the time is bounded.") long planned,
    @Description("How many have been answered, or never will be.") long done,
    @Description("How many of them failed.") long failed,
    @Description("Outbound calls answered from the snapshot.") long mockMatches,
    @Description("Outbound calls that were not recorded.") long mockMisses,
    @Description("What stands in for dependencies; null before it is ready, and without mocks.")
        @Nullable Responder responder) {

  /** Where the SUT's outbound calls have to go. */
  @Description("What stands in for dependencies while a replay runs.")
  public record Responder(
      @NonNull @Description("The host of the proxy that outbound calls have to go through.")
          String host,
      @Description("Its port.") int port,
      @NonNull @Description("The certificate of the authority that has to be trusted, as PEM.")
          String caCertificate) {

    static Responder of(ResponderEndpoint message) {
      return new Responder(message.getHost(), message.getPort(), message.getCaCertificatePem());
    }
  }

  /** The phases of a replay, as the schema shows them. */
  @Enum("ReplayPhase")
  @Description("How far a replay has come.")
  public enum Phase {
    /** It waits. */
    @Description("It waits for its turn.")
    PENDING,
    /** Agents start. */
    @Description("Its agents start and load the snapshot.")
    PREPARING,
    /** The SUT may start. */
    @Description("The responder is ready; the system under test may start now.")
    WAITING_FOR_SUT,
    /** Requests are sent. */
    @Description("Requests are sent.")
    RUNNING,
    /** The report is made. */
    @Description("The report is made.")
    REPORTING,
    /** Goals held. */
    @Description("Every goal held.")
    PASSED,
    /** A goal did not hold. */
    @Description("A goal did not hold.")
    FAILED,
    /** Taken back. */
    @Description("It was cancelled.")
    CANCELLED,
    /** Something else stood in the way. */
    @Description("Something other than the system under test stood in the way.")
    ERROR
  }

  static Replay of(dev.reprise.proto.replay.v1.Replay message) {
    var progress = message.getProgress();
    return new Replay(
        message.getId(),
        message.getSnapshot(),
        message.getSnapshotVersion(),
        mode(message.getMode()),
        phase(message),
        message.getMessage(),
        message.getTarget(),
        message.getBuildTag(),
        Times.instant(message.getCreatedNanos()),
        Times.seen(message.getFinishedNanos()),
        progress.getRequestsPlanned(),
        progress.getRequestsDone(),
        progress.getRequestsFailed(),
        progress.getMockMatches(),
        progress.getMockMisses(),
        message.hasResponder() ? Responder.of(message.getResponder()) : null);
  }

  boolean isOver() {
    return switch (phase) {
      case PENDING, PREPARING, WAITING_FOR_SUT, RUNNING, REPORTING -> false;
      case PASSED, FAILED, CANCELLED, ERROR -> true;
    };
  }

  private static String mode(ReplayMode mode) {
    return switch (mode) {
      case REPLAY_MODE_GENERATOR_ONLY -> "generator-only";
      case REPLAY_MODE_RESPONDER_ONLY -> "responder-only";
      case REPLAY_MODE_FULL, REPLAY_MODE_UNSPECIFIED, UNRECOGNIZED -> "full";
    };
  }

  private static Phase phase(dev.reprise.proto.replay.v1.Replay message) {
    return switch (message.getPhase()) {
      case REPLAY_PHASE_PENDING, REPLAY_PHASE_UNSPECIFIED -> Phase.PENDING;
      case REPLAY_PHASE_PREPARING -> Phase.PREPARING;
      case REPLAY_PHASE_WAITING_FOR_SUT -> Phase.WAITING_FOR_SUT;
      case REPLAY_PHASE_RUNNING -> Phase.RUNNING;
      case REPLAY_PHASE_REPORTING -> Phase.REPORTING;
      case REPLAY_PHASE_PASSED -> Phase.PASSED;
      case REPLAY_PHASE_FAILED -> Phase.FAILED;
      case REPLAY_PHASE_CANCELLED -> Phase.CANCELLED;
      case REPLAY_PHASE_ERROR, UNRECOGNIZED -> Phase.ERROR;
    };
  }
}
