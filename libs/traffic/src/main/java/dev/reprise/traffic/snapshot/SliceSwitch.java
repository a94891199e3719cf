// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.snapshot.SnapshotManifest.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the next version of an artifact with other slices switched on: same records and index, new
 * manifest.
 */
public final class SliceSwitch {

  private static final int COPY_BYTES = 64 * 1024;

  private SliceSwitch() {}

  /**
   * Writes the new version.
   *
   * @throws AppException {@code SLICE_NOT_FOUND} if a key names no slice of the snapshot
   */
  public static SnapshotWriter.Written apply(
      Path source, Path target, Collection<String> enable, Collection<String> disable)
      throws IOException {
    SnapshotManifest switched;
    try (var file = SnapshotFile.open(source)) {
      var manifest = file.manifest();
      refuseUnknown(manifest.slices(), enable);
      refuseUnknown(manifest.slices(), disable);
      switched = manifest.withSlices(switched(manifest.slices(), enable, disable));
    }
    var trailer = ByteBuffer.allocate(Layout.TRAILER_BYTES);
    try (var channel = FileChannel.open(source, StandardOpenOption.READ)) {
      channel.read(trailer, channel.size() - Layout.TRAILER_BYTES);
    }
    long indexOffset = trailer.getLong(0);
    long indexEntries = trailer.getLong(8);
    try (var out = new DigestOutput(target);
        var in = Files.newInputStream(source)) {
      copy(in, out, trailer.getLong(16));
      return SnapshotWriter.end(out, switched, indexOffset, indexEntries);
    }
  }

  /**
   * Writes a version in which these slices are switched on, and no other.
   *
   * @throws AppException {@code SLICE_NOT_FOUND} if a key names no slice of the snapshot
   */
  public static SnapshotWriter.Written only(Path source, Path target, Collection<String> keys)
      throws IOException {
    List<String> others;
    try (var file = SnapshotFile.open(source)) {
      others =
          file.manifest().slices().stream()
              .map(Slice::key)
              .filter(key -> !keys.contains(key))
              .toList();
    }
    return apply(source, target, keys, others);
  }

  private static void refuseUnknown(List<Slice> slices, Collection<String> keys) {
    var known = slices.stream().map(Slice::key).collect(Collectors.toCollection(TreeSet::new));
    for (String key : keys) {
      if (!known.contains(key)) {
        throw new AppException(
            ErrorKind.NOT_FOUND,
            "SLICE_NOT_FOUND",
            "The slice '%s' cannot be switched: the snapshot has no slice of that name."
                .formatted(key),
            "Name one of: " + String.join(", ", known) + ".");
      }
    }
  }

  private static List<Slice> switched(
      List<Slice> slices, Collection<String> enable, Collection<String> disable) {
    return slices.stream()
        .map(slice ->
            slice.switched(
                (slice.enabled() || enable.contains(slice.key()))
                    && !disable.contains(slice.key())))
        .toList();
  }

  private static void copy(InputStream in, DigestOutput out, long bytes) throws IOException {
    byte[] buffer = new byte[COPY_BYTES];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the artifact ended " + left + " bytes too early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
