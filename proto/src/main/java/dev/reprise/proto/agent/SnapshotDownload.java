// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.proto.agent;

import dev.reprise.proto.client.Channels;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.proto.snapshot.v1.DownloadSnapshotRequest;
import dev.reprise.proto.snapshot.v1.SnapshotServiceGrpc;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.snapshot.SliceSwitch;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gets a snapshot's artifact from snapshot-service. */
public final class SnapshotDownload {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private SnapshotDownload() {}

  /**
   * Downloads what a plan replays, with the slices that it wants switched on.
   *
   * <p><b>Threads:</b> blocks the caller.
   *
   * @return where it lies
   * @throws AppException as {@link #download(Channel, ReplayPlan, Path)}
   */
  public static Path download(ReplayPlan plan, Surroundings surroundings) throws IOException {
    var channel = Channels.open(surroundings.snapshots(), surroundings.token());
    try {
      return download(channel, plan, surroundings.workDirectory());
    } finally {
      channel.shutdownNow();
    }
  }

  /**
   * Downloads what a plan replays, with the slices that it wants switched on.
   *
   * <p><b>Threads:</b> blocks the caller.
   *
   * @return where it lies
   * @throws AppException {@code SNAPSHOT_NOT_DOWNLOADED} if snapshot-service does not give it,
   *     {@code SLICE_NOT_FOUND} if it has not one of the slices
   */
  public static Path download(Channel channel, ReplayPlan plan, Path folder) throws IOException {
    Path whole = download(channel, plan.getSnapshot(), plan.getSnapshotVersion(), folder);
    if (plan.getSlicesCount() == 0) {
      return whole;
    }
    Path chosen = folder.resolve("chosen.rsnap");
    SliceSwitch.only(whole, chosen, plan.getSlicesList());
    Files.delete(whole);
    return chosen;
  }

  /**
   * Downloads an artifact; the file is there whole or not at all.
   *
   * <p><b>Threads:</b> blocks the caller.
   *
   * @param version 0 means the newest
   * @return where it lies
   * @throws AppException {@code SNAPSHOT_NOT_DOWNLOADED} if snapshot-service does not give it
   */
  public static Path download(Channel channel, String name, int version, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve("snapshot.part");
    var request = DownloadSnapshotRequest.newBuilder().setName(name).setVersion(version).build();
    var service =
        SnapshotServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(LIMIT.toSeconds(), TimeUnit.SECONDS);
    try (var file =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var chunks = service.downloadSnapshot(request);
      while (chunks.hasNext()) {
        var chunk = chunks.next().getChunk().asReadOnlyByteBuffer();
        while (chunk.hasRemaining()) {
          file.write(chunk);
        }
      }
    } catch (StatusRuntimeException e) {
      throw new AppException(
          ErrorKind.UPSTREAM,
          "SNAPSHOT_NOT_DOWNLOADED",
          "Snapshot '%s' version %d cannot be downloaded: %s."
              .formatted(name, version, e.getStatus().getCode()),
          "Check that snapshot-service runs and has it: reprise snapshot show " + name,
          Map.of("snapshot", name),
          e);
    }
    return Files.move(part, folder.resolve("snapshot.rsnap"), StandardCopyOption.REPLACE_EXISTING);
  }
}
