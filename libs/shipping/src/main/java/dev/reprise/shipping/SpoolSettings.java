// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import java.nio.file.Path;

/**
 * Where copies wait on disk while ingest-service is slow or gone.
 *
 * @param root the folder of all spools of this machine's agents; each capture has its own in it
 * @param maxBytes how much one capture may spool; past it copies are dropped and counted
 * @param segmentBytes how large a file may grow before the next is begun
 * @param fsync when files are forced to the disk
 */
public record SpoolSettings(Path root, long maxBytes, int segmentBytes, Fsync fsync) {

  private static final int DEFAULT_SEGMENT_BYTES = 8 * 1024 * 1024;

  /** Refuses a segment that is larger than the whole. */
  public SpoolSettings {
    if (segmentBytes < 1 || maxBytes < segmentBytes) {
      throw new IllegalArgumentException(
          "a spool of " + maxBytes + " bytes cannot hold a segment of " + segmentBytes);
    }
  }

  /** Segments of 8 MiB (or an eighth of the whole), forced to the disk when full. */
  public static SpoolSettings of(Path root, long maxBytes) {
    int segment = (int) Math.max(1, Math.min(DEFAULT_SEGMENT_BYTES, maxBytes / 8));
    return new SpoolSettings(root, maxBytes, segment, Fsync.SEGMENT);
  }

  /** The same with another policy. */
  public SpoolSettings withFsync(Fsync policy) {
    return new SpoolSettings(root, maxBytes, segmentBytes, policy);
  }
}
