// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.kit.Caller;
import dev.reprise.kit.EdgeGuard;
import dev.reprise.proto.snapshot.v1.CreateSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.ListSnapshotsRequest;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SetSlicesRequest;
import dev.reprise.query.edge.forward.Builds;
import dev.reprise.query.edge.forward.Others;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.graphql.api.Subscription;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.eclipse.microprofile.graphql.Source;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots, as people see and make them; the work is snapshot-service's.
 *
 * <p><b>Threads:</b> virtual ones.
 */
@GraphQLApi
public class SnapshotsApi {

  private static final int MOST = 1_000;

  private final Others others;
  private final Builds builds;
  private final CurrentVertxRequest request;

  SnapshotsApi(Others others, Builds builds, CurrentVertxRequest request) {
    this.others = others;
    this.builds = builds;
    this.request = request;
  }

  /** All versions. */
  @Query
  @Description("The versions of all snapshots by name, the newest first; at most 1000.")
  @RunOnVirtualThread
  public List<@NonNull Snapshot> snapshots() {
    var page = ListSnapshotsRequest.newBuilder().setPageSize(MOST).build();
    return others.fromSnapshots(service -> service.listSnapshots(page)).getSnapshotsList().stream()
        .map(Snapshot::of)
        .toList();
  }

  /** One version. */
  @Query
  @Description("One version of a snapshot.")
  @RunOnVirtualThread
  public Snapshot snapshot(
      @NonNull @Description("Its name.") String name,
      @Description("Which version; 0 for the newest.") @DefaultValue("0") int version) {
    var named = GetSnapshotRequest.newBuilder().setName(name).setVersion(version).build();
    return Snapshot.of(others.fromSnapshots(service -> service.getSnapshot(named)));
  }

  /** How to replay a version. */
  @NonNull
  @Description("How to replay it; made only when asked for.")
  public Instructions instructions(@Source Snapshot of) {
    return Instructions.of(of);
  }

  /** Cuts a snapshot. */
  @NonNull
  @Mutation
  @Description("Begins to cut a snapshot; gives the id of its build. Needs the role editor.")
  @RunOnVirtualThread
  public String createSnapshot(
      @NonNull @Description("Lower-case letters, digits, '-' and '.'; at most 63.") String name,
      @Description(Arguments.FILTER) @DefaultValue("") String filter,
      @Description(Arguments.FROM) @Nullable Instant from,
      @Description(Arguments.TO) @Nullable Instant to,
      @Description(Arguments.REPLAYS) @DefaultValue("false") boolean includeReplays) {
    var wanted =
        CreateSnapshotRequest.newBuilder()
            .setName(name)
            .setFilter(filter)
            .setFromNanos(Times.nanos(from))
            .setToNanos(Times.nanos(to))
            .setIncludeReplays(includeReplays)
            .build();
    return builds.start(caller(), service -> service.createSnapshot(wanted));
  }

  /** Cuts the next version. */
  @NonNull
  @Mutation
  @Description(
      "Begins to cut the next version from newer traffic by the same filter; gives the id of its"
          + " build. Needs the role editor.")
  @RunOnVirtualThread
  public String refreshSnapshot(@NonNull @Description("Its name.") String name) {
    var wanted = RefreshSnapshotRequest.newBuilder().setName(name).build();
    return builds.start(caller(), service -> service.refreshSnapshot(wanted));
  }

  /** Switches slices. */
  @NonNull
  @Mutation
  @Description(
      "Begins a version with other slices switched on or off; gives the id of its build. Needs the"
          + " role editor.")
  @RunOnVirtualThread
  public String switchSlices(
      @NonNull @Description("Its name.") String name,
      @Description("The version to begin from.") int version,
      @NonNull @Description("Keys of slices to switch on.") List<@NonNull String> enable,
      @NonNull @Description("Keys of slices to switch off.") List<@NonNull String> disable) {
    var wanted =
        SetSlicesRequest.newBuilder()
            .setName(name)
            .setVersion(version)
            .addAllEnable(enable)
            .addAllDisable(disable)
            .build();
    return builds.start(caller(), service -> service.setSlices(wanted));
  }

  /** Takes a build back. */
  @Mutation
  @Description("Takes a build back; nothing is left of it. Needs the role editor.")
  @RunOnVirtualThread
  public boolean cancelBuild(@NonNull @Description("The id of the build.") String id) {
    builds.cancel(id);
    return true;
  }

  /** Deletes versions. */
  @Mutation
  @Description("Deletes a version, or all; gives how many. Needs the role editor.")
  @RunOnVirtualThread
  public int deleteSnapshot(
      @NonNull @Description("Its name.") String name,
      @Description("Which version; 0 for all.") @DefaultValue("0") int version) {
    var named = DeleteSnapshotRequest.newBuilder().setName(name).setVersion(version).build();
    return others
        .fromSnapshots(caller(), service -> service.deleteSnapshot(named))
        .getVersionsDeleted();
  }

  /** Follows a build. */
  @Subscription
  @Description("How far a build has come, until it has ended.")
  public Multi<@NonNull SnapshotBuild> snapshotBuild(
      @NonNull @Description("The id of the build.") String id) {
    return builds.follow(id).map(SnapshotBuild::of);
  }

  private Caller caller() {
    return EdgeGuard.callerOf(request.getCurrent());
  }
}
