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
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A snapshot-service with one version of each snapshot, which lies in a file.
 *
 * <p><b>Threads:</b> safe.
 */
public final class StandInSnapshots extends SnapshotServiceImplBase implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Map<String, Path> artifacts = new ConcurrentHashMap<>();
  private final Listening server = Listening.start(this);
  private volatile boolean holding;
  private volatile boolean asked;

  /** As {@code host:port}. */
  public String address() {
    return server.address();
  }

  /** Has a snapshot from now on. */
  public void store(String name, Path artifact) {
    artifacts.put(name, artifact);
  }

  /** Answers no download from now on. */
  public void hold() {
    holding = true;
  }

  /** Whether a download was asked for. */
  public boolean isAsked() {
    return asked;
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
    asked = true;
    var artifact = artifact(request.getName(), request.getVersion(), answer);
    if (artifact.isEmpty() || holding) {
      return;
    }
    byte[] bytes = read(artifact.get());
    for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, bytes.length - from);
      answer.onNext(
          DownloadSnapshotResponse.newBuilder()
              .setChunk(UnsafeByteOperations.unsafeWrap(bytes, from, length))
              .build());
    }
    answer.onCompleted();
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
