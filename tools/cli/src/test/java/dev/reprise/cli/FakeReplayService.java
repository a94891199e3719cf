// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.GetReportRequest;
import dev.reprise.proto.replay.v1.GetReportResponse;
import dev.reprise.proto.replay.v1.ListReplaysRequest;
import dev.reprise.proto.replay.v1.ListReplaysResponse;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReplayPhase;
import dev.reprise.proto.replay.v1.ReplayProgress;
import dev.reprise.proto.replay.v1.ReplayServiceGrpc.ReplayServiceImplBase;
import dev.reprise.proto.replay.v1.ReportSutReadyRequest;
import dev.reprise.proto.replay.v1.ResponderEndpoint;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.proto.replay.v1.WatchReplayRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Orchestrator-service as its contract is, for one replay: it waits for the application where it
 * was told to, serves mocks until it is cancelled, and tells its watcher each change.
 */
final class FakeReplayService extends ReplayServiceImplBase {

  static final String ID = "20261123-120000-abcd";

  final Failing failing = new Failing();
  final List<StartReplayRequest> started = new CopyOnWriteArrayList<>();
  final List<String> cancelled = new CopyOnWriteArrayList<>();
  final List<Replay> replays = new ArrayList<>();
  final CountDownLatch serving = new CountDownLatch(1);

  private Optional<String> report = Optional.empty();
  private ReplayPhase verdict = ReplayPhase.REPLAY_PHASE_PASSED;
  private String message = "";
  private String caPem = "";
  private int answersLost;
  private Optional<StreamObserver<Replay>> watcher = Optional.empty();

  /** How the next replay ends, and why. */
  void endsAs(ReplayPhase phase, String reason) {
    verdict = phase;
    message = reason;
  }

  /** So many starts from now on are heard, but their answers never arrive. */
  void losesAnswers(int count) {
    answersLost = count;
  }

  void report(String json) {
    report = Optional.of(json);
  }

  void responderCa(String pem) {
    caPem = pem;
  }

  @Override
  public void startReplay(StartReplayRequest request, StreamObserver<Replay> caller) {
    started.add(request);
    if (answersLost-- > 0) {
      caller.onError(Status.UNAVAILABLE.asRuntimeException()); // as when the connection breaks
      return;
    }
    failing.answer(caller, () -> in(ReplayPhase.REPLAY_PHASE_PENDING).build());
  }

  @Override
  public synchronized void watchReplay(WatchReplayRequest request, StreamObserver<Replay> caller) {
    ((ServerCallStreamObserver<Replay>) caller)
        .setOnCancelHandler(() -> {}); // who left is not told
    watcher = Optional.of(caller);
    caller.onNext(in(ReplayPhase.REPLAY_PHASE_PREPARING).build());
    var asked = started.getLast();
    if (asked.getWaitForSut()) {
      caller.onNext(in(ReplayPhase.REPLAY_PHASE_WAITING_FOR_SUT).build());
    } else {
      run();
    }
  }

  @Override
  public synchronized void reportSutReady(
      ReportSutReadyRequest request, StreamObserver<Replay> caller) {
    failing.answer(caller, () -> in(ReplayPhase.REPLAY_PHASE_RUNNING).build());
    run();
  }

  private void run() {
    tell(in(ReplayPhase.REPLAY_PHASE_RUNNING).setProgress(progress(1)));
    serving.countDown();
    if (started.getLast().getMode() != ReplayMode.REPLAY_MODE_RESPONDER_ONLY) {
      end();
    }
  }

  private void end() {
    tell(in(verdict).setMessage(message).setProgress(progress(3)));
    watcher.ifPresent(StreamObserver::onCompleted);
  }

  private void tell(Replay.Builder replay) {
    watcher.ifPresent(caller -> caller.onNext(replay.build()));
  }

  @Override
  public synchronized void cancelReplay(
      CancelReplayRequest request, StreamObserver<Replay> caller) {
    cancelled.add(request.getId());
    failing.answer(caller, () -> in(ReplayPhase.REPLAY_PHASE_CANCELLED).build());
    end();
  }

  @Override
  public void listReplays(ListReplaysRequest request, StreamObserver<ListReplaysResponse> caller) {
    failing.answer(
        caller,
        () -> {
          int from = request.getCursor().isEmpty() ? 0 : Integer.parseInt(request.getCursor());
          int to = Math.min(replays.size(), from + request.getPageSize());
          return ListReplaysResponse.newBuilder()
              .addAllReplays(replays.subList(from, to))
              .setNextCursor(to < replays.size() ? Integer.toString(to) : "")
              .build();
        });
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<GetReportResponse> caller) {
    failing.answer(
        caller,
        () ->
            report
                .map(json -> GetReportResponse.newBuilder().setReportJson(json).build())
                .orElseThrow(() ->
                    Failing.notFound(
                        "REPORT_NOT_FOUND",
                        "There is no report of replay '%s'.".formatted(request.getId()))));
  }

  private Replay.Builder in(ReplayPhase phase) {
    var replay = Replay.newBuilder().setId(ID).setSnapshot("shop").setSnapshotVersion(2);
    if (!caPem.isEmpty()) {
      replay.setResponder(
          ResponderEndpoint.newBuilder()
              .setHost("127.0.0.1")
              .setPort(14140)
              .setCaCertificatePem(caPem));
    }
    return replay.setPhase(phase);
  }

  private ReplayProgress progress(int done) {
    return ReplayProgress.newBuilder()
        .setRequestsPlanned(
            started.getLast().getMode() == ReplayMode.REPLAY_MODE_RESPONDER_ONLY ? 0 : 3)
        .setRequestsDone(done)
        .setMockMatches(done - 1)
        .build();
  }
}
