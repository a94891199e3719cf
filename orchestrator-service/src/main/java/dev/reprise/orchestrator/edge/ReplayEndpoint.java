// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.orchestrator.meta.ReplayStore;
import dev.reprise.orchestrator.replay.ReplayInfo;
import dev.reprise.orchestrator.replay.ReplayRequest;
import dev.reprise.orchestrator.replay.ReplayRequest.Mode;
import dev.reprise.orchestrator.replay.StartKey;
import dev.reprise.orchestrator.run.KeyedStarts;
import dev.reprise.orchestrator.run.ReplayRuns;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.GetReplayRequest;
import dev.reprise.proto.replay.v1.GetReportRequest;
import dev.reprise.proto.replay.v1.GetReportResponse;
import dev.reprise.proto.replay.v1.ListReplaysRequest;
import dev.reprise.proto.replay.v1.ListReplaysResponse;
import dev.reprise.proto.replay.v1.MutinyReplayServiceGrpc.ReplayServiceImplBase;
import dev.reprise.proto.replay.v1.Replay;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReportSutReadyRequest;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.proto.replay.v1.WatchReplayRequest;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Replays for people and pipelines. */
@GrpcService
public class ReplayEndpoint extends ReplayServiceImplBase {

  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final ReplayRuns runs;
  private final KeyedStarts starts;
  private final ReplayStore store;

  ReplayEndpoint(ReplayRuns runs, KeyedStarts starts, ReplayStore store) {
    this.runs = runs;
    this.starts = starts;
    this.store = store;
  }

  @Override
  public Uni<Replay> startReplay(StartReplayRequest request) {
    var asked =
        new ReplayRequest(
            request.getSnapshot(),
            request.getSnapshotVersion(),
            mode(request.getMode()),
            request.getTestConfigJson(),
            request.getTarget(),
            request.getResponderPort(),
            request.getWaitForSut(),
            request.getBuildTag());
    var key = request.getIdempotencyKey();
    return told(
        (key.isEmpty()
                ? runs.start(asked, Optional.empty())
                : starts.start(asked, StartKey.of(key, asked)))
            .map(ReplayMessages::toProto));
  }

  @Override
  public Multi<Replay> watchReplay(WatchReplayRequest request) {
    return runs.watch(request.getId())
        .map(ReplayMessages::toProto)
        .onFailure(AppException.class)
        .transform(ReplayEndpoint::status);
  }

  @Override
  public Uni<Replay> getReplay(GetReplayRequest request) {
    return told(runs.get(request.getId()).map(ReplayMessages::toProto));
  }

  @Override
  public Uni<ListReplaysResponse> listReplays(ListReplaysRequest request) {
    int size = pageSize(request.getPageSize());
    var from = ReplayCursor.parse(request.getCursor());
    return told(
        store
            .list(request.getSnapshot(), from.createdNanos(), from.id(), size + 1)
            .map(found -> page(found, size)));
  }

  private static ListReplaysResponse page(List<ReplayInfo> found, int size) {
    var answer = ListReplaysResponse.newBuilder();
    found.stream().limit(size).map(ReplayMessages::toProto).forEach(answer::addReplays);
    if (found.size() > size) {
      answer.setNextCursor(ReplayCursor.after(found.get(size - 1)).text());
    }
    return answer.build();
  }

  @Override
  public Uni<Replay> cancelReplay(CancelReplayRequest request) {
    return told(
        runs.cancel(request.getId(), "cancelled by its caller").map(ReplayMessages::toProto));
  }

  @Override
  public Uni<Replay> reportSutReady(ReportSutReadyRequest request) {
    return told(runs.sutReady(request.getId()).map(ReplayMessages::toProto));
  }

  @Override
  public Uni<GetReportResponse> getReport(GetReportRequest request) {
    return told(
        store
            .report(request.getId())
            .map(report ->
                GetReportResponse.newBuilder()
                    .setReportJson(report.orElseThrow(() -> noReport(request.getId())))
                    .build()));
  }

  // The platform puts the exception's class into the description of a failed Uni, and loses remedy
  // and code; a status of our own goes through as it is.
  private static <T> Uni<T> told(Uni<T> answer) {
    return answer.onFailure(AppException.class).transform(ReplayEndpoint::status);
  }

  private static Throwable status(Throwable failure) {
    return ErrorMapper.toStatus((AppException) failure);
  }

  private static int pageSize(int asked) {
    if (Integer.compareUnsigned(asked, MAX_PAGE) > 0) {
      throw new AppException(
          ErrorKind.USER,
          "PAGE_TOO_LARGE",
          "A page of %s replays was asked for; at most %d go into one."
              .formatted(Integer.toUnsignedString(asked), MAX_PAGE),
          "Ask for less and follow the cursor.");
    }
    return asked == 0 ? DEFAULT_PAGE : asked;
  }

  private static Mode mode(ReplayMode mode) {
    return switch (mode) {
      case REPLAY_MODE_FULL, REPLAY_MODE_UNSPECIFIED -> Mode.FULL;
      case REPLAY_MODE_GENERATOR_ONLY -> Mode.GENERATOR_ONLY;
      case REPLAY_MODE_RESPONDER_ONLY -> Mode.RESPONDER_ONLY;
      case UNRECOGNIZED ->
          throw new AppException(
              ErrorKind.USER,
              "REPLAY_MODE_UNKNOWN",
              "The replay's mode is not known to this version.",
              "Use full, generator-only or responder-only.");
    };
  }

  private static AppException noReport(String id) {
    return new AppException(
        ErrorKind.NOT_FOUND,
        "REPORT_NOT_FOUND",
        "There is no report of replay '%s': it is not known, has not ended, or was cut off."
            .formatted(id),
        "List replays with 'reprise report list'.");
  }
}
