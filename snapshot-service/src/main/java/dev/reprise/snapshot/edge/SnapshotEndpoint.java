// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.edge;

import dev.reprise.kit.CallGuard;
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
import dev.reprise.snapshot.build.BuildProgress;
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
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import java.util.function.Function;

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
    var rule =
        new SelectionRule(
            request.getFilter(),
            request.getFromNanos(),
            request.getToNanos(),
            request.getIncludeReplays());
    var by = CallGuard.caller().name();
    build(answers, progress -> builds.create(by, request.getName(), rule, progress));
  }

  @Override
  public void refreshSnapshot(
      RefreshSnapshotRequest request, StreamObserver<SnapshotProgress> answers) {
    var by = CallGuard.caller().name();
    build(
        answers,
        progress ->
            builds.refresh(
                by, request.getName(), request.getFromNanos(), request.getToNanos(), progress));
  }

  @Override
  public void setSlices(SetSlicesRequest request, StreamObserver<SnapshotProgress> answers) {
    var by = CallGuard.caller().name();
    build(
        answers,
        progress ->
            builds.setSlices(
                by,
                request.getName(),
                request.getVersion(),
                request.getEnableList(),
                request.getDisableList(),
                progress));
  }

  private void build(
      StreamObserver<SnapshotProgress> answers, Function<BuildProgress, SnapshotVersion> build) {
    Failures.answering(answers, () -> BuildCall.start(runner, call(answers), build));
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> answer) {
    Failures.answer(
        answer,
        () -> catalog.get(request.getName(), request.getVersion()).map(SnapshotMessages::toProto));
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> answer) {
    Failures.answer(
        answer,
        () -> {
          int page = pageSize(request.getPageSize());
          var cursor = ListCursor.parse(request.getCursor());
          return catalog
              .list(cursor.name(), cursor.version(), page + 1)
              .map(found -> page(found, page));
        });
  }

  private static int pageSize(int asked) {
    if (asked < 0 || asked > MAX_PAGE) {
      throw new AppException(
          ErrorKind.USER,
          "PAGE_SIZE_INVALID",
          "The list cannot have pages of %s: a page has 1 to %d snapshots."
              .formatted(Integer.toUnsignedString(asked), MAX_PAGE),
          "Ask for a page in that range, or for 0 to get " + DEFAULT_PAGE + ".");
    }
    return asked == 0 ? DEFAULT_PAGE : asked;
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
    Failures.answering(
        answer,
        () -> {
          int deleted = builds.delete(request.getName(), request.getVersion());
          answer.onNext(DeleteSnapshotResponse.newBuilder().setVersionsDeleted(deleted).build());
          answer.onCompleted();
        });
  }

  @Override
  public void downloadSnapshot(
      DownloadSnapshotRequest request, StreamObserver<DownloadSnapshotResponse> answers) {
    var download = new DownloadCall(call(answers), Infrastructure.getDefaultWorkerPool());
    catalog
        .get(request.getName(), request.getVersion())
        .map(version -> version.artifact().digest())
        .subscribe()
        .with(
            digest -> download.begin(() -> store.local(digest)),
            failure -> answers.onError(Failures.status(failure)));
  }

  private static <T> ServerCallStreamObserver<T> call(StreamObserver<T> answers) {
    return (ServerCallStreamObserver<T>) answers; // what every gRPC server passes in
  }
}
