// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import dev.reprise.proto.ingest.v1.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a killed agent has left on disk, read without its help. */
final class SpoolFiles {

  private static final int MAGIC_BYTES = 8;
  private static final int FRAME_HEAD_BYTES = 8;

  private SpoolFiles() {}

  /** The highest place in the capture that a whole batch in its spool holds; 0 for none. */
  static long lastSequence(Path spool) {
    try (Stream<Path> files = Files.list(spool)) {
      List<Path> segments =
          files.filter(file -> file.toString().endsWith(".seg")).sorted().toList();
      long last = 0;
      for (Path segment : segments) {
        last = Math.max(last, lastIn(ByteBuffer.wrap(Files.readAllBytes(segment))));
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the spool " + spool, e);
    }
  }

  private static long lastIn(ByteBuffer segment) throws IOException {
    long last = 0;
    segment.position(Math.min(MAGIC_BYTES, segment.limit()));
    while (segment.remaining() >= FRAME_HEAD_BYTES) {
      int length = segment.getInt();
      segment.getInt(); // the checksum: a frame that is whole was written whole
      if (length > segment.remaining()) {
        return last;
      }
      byte[] payload = new byte[length];
      segment.get(payload);
      var batch = Batch.parseFrom(payload);
      for (var pair : batch.getPairsList()) {
        last = Math.max(last, pair.getId().getSequence());
      }
      for (var gap : batch.getGapsList()) {
        last = Math.max(last, gap.getSequence());
      }
    }
    return last;
  }
}
