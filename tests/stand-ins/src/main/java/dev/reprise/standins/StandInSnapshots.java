// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.standins;

import com.google.protobuf.UnsafeByteOperations;
import dev.reprise.proto.map.ErrorMapper;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotRequest;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotResponse;
import dev.reprise.proto.snapshot.v1.GetSnapshotRequest;
import dev.reprise.proto.snapshot.v1.Snapshot;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc.SnapshotServiceImplBase;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A snapshot-service with one version of each snapshot, which lies in a file.
 *
 * <p><b>Threads:</b> safe.
 */
public final class StandInSnapshots extends SnapshotServiceImplBase implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int FIRST_BYTES = 100;

  private final Map<String, Path> artifacts = new ConcurrentHashMap<>();
  private final Listening server = Listening.start(this);
  private final AtomicInteger held = new AtomicInteger();
  private volatile boolean holding;

  /** As {@code host:port}. */
  public String address() {
    return server.address();
  }

  /** Has a snapshot from now on. */
  public void store(String name, Path artifact) {
    artifacts.put(name, artifact);
  }

  /** Downloads from now on get their first bytes, and then nothing more. */
  public void hold() {
    holding = true;
  }

  /** Downloads from now on come whole. */
  public void letGo() {
    holding = false;
  }

  /** How many downloads wait for the rest; those that were given up do not. */
  public int held() {
    return held.get();
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> answer) {
    if (artifact(request.getName(), request.getVersion(), answer).isPresent()) {
      answer.onNext(Snapshot.newBuilder().setName(request.getName()).setVersion(1).build());
      answer.onCompleted();
    }
  }

  @Override
  public void downloadSnapshot(
      DownloadSnapshotRequest request, StreamObserver<DownloadSnapshotResponse> answer) {
    var artifact = artifact(request.getName(), request.getVersion(), answer);
    if (artifact.isEmpty()) {
      return;
    }
    byte[] bytes = read(artifact.get());
    if (holding) {
      ((ServerCallStreamObserver<DownloadSnapshotResponse>) answer)
          .setOnCancelHandler(held::decrementAndGet);
      answer.onNext(chunk(bytes, 0, FIRST_BYTES));
      held.incrementAndGet();
      return;
    }
    for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
      answer.onNext(chunk(bytes, from, CHUNK_BYTES));
    }
    answer.onCompleted();
  }

  private static DownloadSnapshotResponse chunk(byte[] bytes, int from, int length) {
    return DownloadSnapshotResponse.newBuilder()
        .setChunk(
            UnsafeByteOperations.unsafeWrap(bytes, from, Math.min(length, bytes.length - from)))
        .build();
  }

  private Optional<Path> artifact(String name, int version, StreamObserver<?> answer) {
    var found = Optional.ofNullable(artifacts.get(name)).filter(_ -> version <= 1);
    if (found.isEmpty()) {
      answer.onError(
          ErrorMapper.toStatus(
              new AppException(
                  ErrorKind.NOT_FOUND,
                  "SNAPSHOT_NOT_FOUND",
                  "There is no version %d of snapshot '%s'.".formatted(version, name),
                  "List snapshots with 'reprise snapshot list'.")));
    }
    return found;
  }

  private static byte[] read(Path artifact) {
    try {
      return Files.readAllBytes(artifact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
