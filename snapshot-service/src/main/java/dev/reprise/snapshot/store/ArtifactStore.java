// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps artifacts under their digests. An artifact is there whole or not at all, and is never
 * changed.
 *
 * <p><b>Threads:</b> blocking and thread-safe; never call it on an event loop.
 */
public interface ArtifactStore {

  /** A path for a new file that {@link #put} can take over; nothing is there yet. */
  Path stage() throws IOException;

  /**
   * Takes a staged file over, durably. When the store has that digest already, the staged file is
   * dropped.
   */
  void put(Path staged, String digest) throws IOException;

  /**
   * A file with the artifact's bytes, to be read only.
   *
   * @throws java.nio.file.NoSuchFileException if the store does not have it
   */
  Path local(String digest) throws IOException;

  /** Removes an artifact; who has it open reads on. Does nothing when it is not there. */
  void delete(String digest) throws IOException;
}
