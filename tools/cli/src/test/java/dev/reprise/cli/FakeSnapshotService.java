// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import dev.reprise.proto.snapshot.v1.CreateSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DeleteSnapshotResponse;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.ListSnapshotsRequest;
import dev.reprise.proto.snapshot.v1.ListSnapshotsResponse;
import dev.reprise.proto.snapshot.v1.RefreshSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SetSlicesRequest;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotProgress;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Snapshot-service as its contract is: progress first, the snapshot last. */
final class FakeSnapshotService extends SnapshotServiceImplBase {

  final Failing failing = new Failing();
  final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();
  final List<Object> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch building = new CountDownLatch(1);
  final CountDownLatch left = new CountDownLatch(1);

  private boolean isEndless;

  /** Builds come to no end from now on. */
  void buildForEver() {
    isEndless = true;
  }

  @Override
  public void createSnapshot(
      CreateSnapshotRequest request, StreamObserver<SnapshotProgress> caller) {
    build(request, caller);
  }

  @Override
  public void refreshSnapshot(
      RefreshSnapshotRequest request, StreamObserver<SnapshotProgress> caller) {
    build(request, caller);
  }

  @Override
  public void setSlices(SetSlicesRequest request, StreamObserver<SnapshotProgress> caller) {
    build(request, caller);
  }

  private void build(Object request, StreamObserver<SnapshotProgress> caller) {
    requests.add(request);
    if (failing.fail(caller)) {
      return;
    }
    ((ServerCallStreamObserver<SnapshotProgress>) caller).setOnCancelHandler(left::countDown);
    caller.onNext(step("reading", 0).build());
    caller.onNext(step("analysing", 3).build());
    building.countDown();
    if (!isEndless) {
      caller.onNext(step("done", 3).setSnapshot(snapshots.getFirst()).build());
      caller.onCompleted();
    }
  }

  private static SnapshotProgress.Builder step(String stage, int done) {
    return SnapshotProgress.newBuilder().setStage(stage).setPairsDone(done).setPairsTotal(3);
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> caller) {
    requests.add(request);
    failing.answer(
        caller,
        () ->
            snapshots.stream()
                .filter(snapshot -> snapshot.getName().equals(request.getName()))
                .findFirst()
                .orElseThrow(() ->
                    Failing.notFound(
                        "SNAPSHOT_NOT_FOUND",
                        "Snapshot '%s' was not found.".formatted(request.getName()))));
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> caller) {
    failing.answer(
        caller,
        () -> {
          // A snapshot a page.
          int at = request.getCursor().isEmpty() ? 0 : Integer.parseInt(request.getCursor());
          var page = ListSnapshotsResponse.newBuilder();
          if (at < snapshots.size()) {
            page.addSnapshots(snapshots.get(at));
            page.setNextCursor(at + 1 < snapshots.size() ? Integer.toString(at + 1) : "");
          }
          return page.build();
        });
  }

  @Override
  public void deleteSnapshot(
      DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> caller) {
    requests.add(request);
    failing.answer(caller, () -> DeleteSnapshotResponse.newBuilder().setVersionsDeleted(2).build());
  }
}
