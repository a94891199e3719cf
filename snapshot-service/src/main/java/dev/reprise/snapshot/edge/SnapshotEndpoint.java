// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.kit.Role;
import dev.reprise.kit.TokenInterceptor;
import dev.reprise.proto.snapshot.v1.CreateSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotResponse;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotResponse;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.ListSnapshotsRequest;
import dev.reprise.proto.snapshot.v1.ListSnapshotsResponse;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SetSlicesRequest;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceImplBase;
import dev.reprise.snapshot.build.BuildRunner;
import dev.reprise.snapshot.build.SnapshotBuilds;
import dev.reprise.snapshot.meta.SnapshotCatalog;
import dev.reprise.snapshot.store.ArtifactStore;
import dev.reprise.snapshot.version.SelectionRule;
import dev.reprise.snapshot.version.SnapshotVersion;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;

/**
 * Snapshots over gRPC.
 *
 * <p>Written against plain observers, because the reactive stubs send without asking whether the
 * client can take more, and an artifact may be larger than memory.
 */
@GrpcService
public class SnapshotEndpoint extends SnapshotServiceImplBase {

  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final SnapshotBuilds builds;
  private final BuildRunner runner;
  private final SnapshotCatalog catalog;
  private final ArtifactStore store;

  SnapshotEndpoint(
      SnapshotBuilds builds, BuildRunner runner, SnapshotCatalog catalog, ArtifactStore store) {
    this.builds = builds;
    this.runner = runner;
    this.catalog = catalog;
    this.store = store;
  }

  @Override
  public void createSnapshot(
      CreateSnapshotRequest request, StreamObserver<SnapshotProgress> answers) {
    TokenInterceptor.require(Role.EDITOR, "Creating a snapshot");
    var rule =
        new SelectionRule(
            request.getFilter(),
            request.getFromNanos(),
            request.getToNanos(),
            request.getIncludeReplays());
    BuildCall.start(
        runner, call(answers), progress -> builds.create(request.getName(), rule, progress));
  }

  @Override
  public void refreshSnapshot(
      RefreshSnapshotRequest request, StreamObserver<SnapshotProgress> answers) {
    TokenInterceptor.require(Role.EDITOR, "Refreshing a snapshot");
    BuildCall.start(
        runner,
        call(answers),
        progress ->
            builds.refresh(
                request.getName(), request.getFromNanos(), request.getToNanos(), progress));
  }

  @Override
  public void setSlices(SetSlicesRequest request, StreamObserver<SnapshotProgress> answers) {
    TokenInterceptor.require(Role.EDITOR, "Switching slices");
    BuildCall.start(
        runner,
        call(answers),
        progress ->
            builds.setSlices(
                request.getName(),
                request.getVersion(),
                request.getEnableList(),
                request.getDisableList(),
                progress));
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> answer) {
    answer(
        catalog.get(request.getName(), request.getVersion()).map(SnapshotMessages::toProto),
        answer);
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> answer) {
    int page = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
    if (page < 1 || page > MAX_PAGE) {
      throw new AppException(
          ErrorKind.USER,
          "PAGE_SIZE_INVALID",
          "The list cannot have pages of " + page + ": a page has 1 to " + MAX_PAGE + " snapshots.",
          "Ask for a page in that range, or for 0 to get " + DEFAULT_PAGE + ".");
    }
    var cursor = ListCursor.parse(request.getCursor());
    answer(
        catalog.list(cursor.name(), cursor.version(), page + 1).map(found -> page(found, page)),
        answer);
  }

  private static ListSnapshotsResponse page(List<SnapshotVersion> found, int size) {
    var response = ListSnapshotsResponse.newBuilder();
    found.stream().limit(size).map(SnapshotMessages::toProto).forEach(response::addSnapshots);
    if (found.size() > size) {
      response.setNextCursor(ListCursor.after(found.get(size - 1)).text());
    }
    return response.build();
  }

  @Override
  @Blocking
  public void deleteSnapshot(
      DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> answer) {
    TokenInterceptor.require(Role.EDITOR, "Deleting a snapshot");
    int deleted = builds.delete(request.getName(), request.getVersion());
    answer.onNext(DeleteSnapshotResponse.newBuilder().setVersionsDeleted(deleted).build());
    answer.onCompleted();
  }

  @Override
  public void downloadSnapshot(
      DownloadSnapshotRequest request, StreamObserver<DownloadSnapshotResponse> answers) {
    var call = call(answers);
    var download = new DownloadCall(call, Infrastructure.getDefaultWorkerPool());
    catalog
        .get(request.getName(), request.getVersion())
        .map(version -> version.artifact().digest())
        .subscribe()
        .with(
            digest -> download.begin(() -> store.local(digest)),
            failure -> answers.onError(Failures.status(failure)));
  }

  private static <T> void answer(Uni<T> work, StreamObserver<T> answer) {
    work.subscribe()
        .with(
            item -> {
              answer.onNext(item);
              answer.onCompleted();
            },
            failure -> answer.onError(Failures.status(failure)));
  }

  private static <T> ServerCallStreamObserver<T> call(StreamObserver<T> answers) {
    return (ServerCallStreamObserver<T>) answers; // what every gRPC server passes in
  }
}
