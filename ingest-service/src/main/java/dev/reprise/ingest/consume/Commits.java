// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/** The coordinator's memory of how far a partition's owner has got. */
public interface Commits {

  /**
   * Notes a position, over what was noted before. Blocks until it is noted.
   *
   * @param position the offset to go on from
   * @param metadata an intent, or empty
   * @throws FencedException if the partition is not this owner's any more; nothing was noted
   */
  void commit(long position, String metadata);
}
