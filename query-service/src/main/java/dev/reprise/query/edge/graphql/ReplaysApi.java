// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.kit.Caller;
import dev.reprise.kit.EdgeGuard;
import dev.reprise.proto.replay.v1.CancelReplayRequest;
import dev.reprise.proto.replay.v1.GetReplayRequest;
import dev.reprise.proto.replay.v1.GetReportRequest;
import dev.reprise.proto.replay.v1.ListReplaysRequest;
import dev.reprise.proto.replay.v1.ReplayMode;
import dev.reprise.proto.replay.v1.ReportSutReadyRequest;
import dev.reprise.proto.replay.v1.StartReplayRequest;
import dev.reprise.query.edge.forward.Others;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/**
 * Replays and their reports, as people see and start them; the work is orchestrator-service's.
 *
 * <p><b>Threads:</b> virtual ones.
 */
@GraphQLApi
public class ReplaysApi {

  private static final int MOST = 1_000;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Others others;
  private final CurrentVertxRequest request;
  private final ExecutorService threads;

  ReplaysApi(Others others, CurrentVertxRequest request, @VirtualThreads ExecutorService threads) {
    this.others = others;
    this.request = request;
    this.threads = threads;
  }

  /** Replays, the newest first. */
  @Query
  @Description("Replays, the newest first; at most 1000.")
  @RunOnVirtualThread
  public List<@NonNull Replay> replays(
      @Description("Only those of this snapshot.") @DefaultValue("") String snapshot) {
    var page = ListReplaysRequest.newBuilder().setSnapshot(snapshot).setPageSize(MOST).build();
    return others.fromReplays(service -> service.listReplays(page)).getReplaysList().stream()
        .map(Replay::of)
        .toList();
  }

  /** One replay. */
  @Query
  @Description("One replay.")
  @RunOnVirtualThread
  public Replay replay(@NonNull @Description("Its id.") String id) {
    return read(id);
  }

  /** A report. */
  @Query
  @Description("The report of a replay as JSON, of the form of docs/report.schema.json.")
  @RunOnVirtualThread
  public String report(@NonNull @Description("The replay's id.") String id) {
    var named = GetReportRequest.newBuilder().setId(id).build();
    return others.fromReplays(service -> service.getReport(named)).getReportJson();
  }

  /** Starts a replay. */
  @Mutation
  @Description("Starts a replay against a system that runs already. Needs the role editor.")
  @RunOnVirtualThread
  public Replay startReplay(
      @NonNull @Description("The snapshot's name.") String snapshot,
      @Description("Its version; 0 for the newest.") @DefaultValue("0") int version,
      @NonNull @Description("The system under test, e.g. http://127.0.0.1:8080.") String target,
      @Description("The test config as JSON or YAML; empty for its defaults.") @DefaultValue("")
          String testConfig,
      @Description("Whether the responder stands in for dependencies.") @DefaultValue("false")
          boolean mocks,
      @Description("Whether to send nothing before reportSutReady.") @DefaultValue("false")
          boolean waitForSut,
      @Description("Free words, e.g. a build number.") @DefaultValue("") String buildTag,
      @Description(
              "Of the caller's choosing, e.g. a UUID: the same request with the same key gives the"
                  + " replay that the first one started. Empty starts one in any case.")
          @DefaultValue("")
          String idempotencyKey) {
    var wanted =
        StartReplayRequest.newBuilder()
            .setSnapshot(snapshot)
            .setSnapshotVersion(version)
            .setTarget(target)
            .setTestConfigJson(testConfig)
            .setMode(mocks ? ReplayMode.REPLAY_MODE_FULL : ReplayMode.REPLAY_MODE_GENERATOR_ONLY)
            .setWaitForSut(waitForSut)
            .setBuildTag(buildTag)
            .setIdempotencyKey(idempotencyKey)
            .build();
    return Replay.of(others.fromReplays(caller(), service -> service.startReplay(wanted)));
  }

  /** Says that the SUT may be called. */
  @Mutation
  @Description(
      "Says of a replay that waits for it that its system under test is ready. Needs the role"
          + " editor.")
  @RunOnVirtualThread
  public Replay reportSutReady(@NonNull @Description("Its id.") String id) {
    var named = ReportSutReadyRequest.newBuilder().setId(id).build();
    return Replay.of(others.fromReplays(caller(), service -> service.reportSutReady(named)));
  }

  /** Cancels a replay. */
  @Mutation
  @Description("Cancels a replay. Needs the role editor.")
  @RunOnVirtualThread
  public Replay cancelReplay(@NonNull @Description("Its id.") String id) {
    var named = CancelReplayRequest.newBuilder().setId(id).build();
    return Replay.of(others.fromReplays(caller(), service -> service.cancelReplay(named)));
  }

  /** Follows a replay. */
  @Subscription
  @Description("A replay as it is now, and again whenever it has changed, until it has ended.")
  public Multi<@NonNull Replay> replayProgress(@NonNull @Description("Its id.") String id) {
    return Multi.createFrom()
        .ticks()
        .every(LOOK_EVERY)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(
            _ -> Uni.createFrom().item(() -> read(id)).runSubscriptionOn(threads))
        .skip()
        .repetitions()
        .onItem()
        .transformToMultiAndConcatenate(ReplaysApi::thenEnd)
        .select()
        .first(step -> !step.isEnd())
        .map(Step::replay);
  }

  /** A state that was seen, or the end after the last. */
  private record Step(Replay replay, boolean isEnd) {}

  private static Multi<Step> thenEnd(Replay replay) {
    var seen = new Step(replay, false);
    return replay.isOver()
        ? Multi.createFrom().items(seen, new Step(replay, true))
        : Multi.createFrom().item(seen);
  }

  private Replay read(String id) {
    var named = GetReplayRequest.newBuilder().setId(id).build();
    return Replay.of(others.fromReplays(service -> service.getReplay(named)));
  }

  private Caller caller() {
    return EdgeGuard.callerOf(request.getCurrent());
  }
}
