// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.load;

/**
 * A stage under way.
 *
 * <p><b>Threads:</b> confined to the event loop.
 */
interface StageRun {

  /** Begins. */
  void start();

  /** Sends nothing more; the stage is over once everything in flight is answered. */
  void stop();
}
