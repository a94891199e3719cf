// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.build;

import java.util.concurrent.CancellationException;

/** Told how far a build is. <b>Threads:</b> called on the thread of the build. */
public interface BuildProgress {

  /**
   * So much of a stage is done.
   *
   * @param stage reading, analysing or writing
   * @param pairsTotal of the whole selection
   * @throws CancellationException to stop the build
   */
  void at(String stage, long pairsDone, long pairsTotal);
}
