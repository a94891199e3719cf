// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.map;

import dev.reprise.proto.replay.v1.MockResult;
import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.report.MockOutcome;
import dev.reprise.traffic.report.RequestOutcome;
import java.util.List;
import java.util.Optional;

/** Turns outcomes into messages and back. */
public final class OutcomeMapper {

  private OutcomeMapper() {}

  /**
   * The message of a replayed request.
   *
   * @param success as judged in the run; a later judge may find otherwise
   */
  public static dev.reprise.proto.replay.v1.RequestOutcome toProto(
      RequestOutcome outcome, boolean success) {
    return dev.reprise.proto.replay.v1.RequestOutcome.newBuilder()
        .setCaptureId(outcome.pair().captureId())
        .setSequence(outcome.pair().sequence())
        .setEndpoint(outcome.endpoint())
        .setRecordedStatus(outcome.recordedStatus())
        .setStatus(outcome.status())
        .setError(outcome.error())
        .setIntendedStartNanos(outcome.times().intendedStartNanos())
        .setActualStartNanos(outcome.times().actualStartNanos())
        .setEndNanos(outcome.times().endNanos())
        .setRecordedDurationNanos(outcome.times().recordedDurationNanos())
        .addAllDifferences(toProto(outcome.differences()))
        .setSuccess(success)
        .setSession(outcome.walk().session())
        .setVuser(outcome.walk().vuser())
        .setCycle(outcome.walk().cycle())
        .setGuesses(outcome.guesses())
        .build();
  }

  /**
   * The replayed request of a message.
   *
   * @throws IllegalArgumentException if it names no pair, or a kind of difference unknown here
   */
  public static RequestOutcome fromProto(dev.reprise.proto.replay.v1.RequestOutcome message) {
    return new RequestOutcome(
        new PairId(message.getCaptureId(), message.getSequence()),
        message.getEndpoint(),
        message.getRecordedStatus(),
        message.getStatus(),
        message.getError(),
        new RequestOutcome.Times(
            message.getIntendedStartNanos(),
            message.getActualStartNanos(),
            message.getEndNanos(),
            message.getRecordedDurationNanos()),
        fromProto(message.getDifferencesList()),
        message.getGuesses(),
        new RequestOutcome.Walk(message.getSession(), message.getVuser(), message.getCycle()));
  }

  /**
   * The message of a call to a dependency.
   *
   * @param signature the id of its signature
   */
  public static dev.reprise.proto.replay.v1.MockOutcome toProto(
      MockOutcome outcome, String signature) {
    var message =
        dev.reprise.proto.replay.v1.MockOutcome.newBuilder()
            .setResult(
                switch (outcome.result()) {
                  case MATCH -> MockResult.MOCK_RESULT_MATCH;
                  case MISS -> MockResult.MOCK_RESULT_MISS;
                  case PASSTHROUGH -> MockResult.MOCK_RESULT_PASSTHROUGH;
                })
            .setHost(outcome.host())
            .setEndpoint(outcome.endpoint())
            .setSignature(signature)
            .setChoice(outcome.choice())
            .addAllDifferences(toProto(outcome.differences()))
            .setStartNanos(outcome.startNanos())
            .setDurationNanos(outcome.durationNanos())
            .setRequest(outcome.request());
    if (!outcome.pair().isEmpty()) {
      var pair = PairId.parse(outcome.pair());
      message.setCaptureId(pair.captureId()).setSequence(pair.sequence());
    }
    return message.build();
  }

  /**
   * The call of a message.
   *
   * @throws IllegalArgumentException if it has no result, or a kind of difference unknown here
   */
  public static MockOutcome fromProto(dev.reprise.proto.replay.v1.MockOutcome message) {
    return new MockOutcome(
        switch (message.getResult()) {
          case MOCK_RESULT_MATCH -> MockOutcome.Result.MATCH;
          case MOCK_RESULT_MISS -> MockOutcome.Result.MISS;
          case MOCK_RESULT_PASSTHROUGH -> MockOutcome.Result.PASSTHROUGH;
          case MOCK_RESULT_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException(
                  "a mock's outcome needs a result, this has " + message.getResult());
        },
        message.getHost(),
        message.getEndpoint(),
        message.getCaptureId().isEmpty()
            ? ""
            : new PairId(message.getCaptureId(), message.getSequence()).toString(),
        message.getChoice(),
        fromProto(message.getDifferencesList()),
        message.getStartNanos(),
        message.getDurationNanos(),
        message.getRequest());
  }

  /** The message of the calls that may be expected. */
  public static dev.reprise.proto.replay.v1.RecordedCalls toProto(RecordedCalls calls) {
    var message = dev.reprise.proto.replay.v1.RecordedCalls.newBuilder().setCount(calls.count());
    calls
        .firstCaller()
        .ifPresent(caller ->
            message
                .setFirstCallerCaptureId(caller.captureId())
                .setFirstCallerSequence(caller.sequence()));
    return message.build();
  }

  /** The calls that a message says may be expected. */
  public static RecordedCalls fromProto(dev.reprise.proto.replay.v1.RecordedCalls message) {
    return new RecordedCalls(
        message.getCount(),
        message.getFirstCallerCaptureId().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new PairId(message.getFirstCallerCaptureId(), message.getFirstCallerSequence())));
  }

  private static List<dev.reprise.proto.replay.v1.Difference> toProto(
      List<Difference> differences) {
    return differences.stream()
        .map(difference ->
            dev.reprise.proto.replay.v1.Difference.newBuilder()
                .setPath(difference.path())
                .setKind(difference.kind().word())
                .setExpected(difference.expected())
                .setActual(difference.actual())
                .build())
        .toList();
  }

  private static List<Difference> fromProto(List<dev.reprise.proto.replay.v1.Difference> messages) {
    return messages.stream()
        .map(message ->
            new Difference(
                message.getPath(),
                Difference.Kind.ofWord(message.getKind()),
                message.getExpected(),
                message.getActual()))
        .toList();
  }
}
