// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.consume;

/** Waits between attempts. */
@FunctionalInterface
public interface Pause {

  /**
   * @param attempt how many attempts have failed, from 1
   * @throws FencedException if the work is to end meanwhile
   */
  void after(int attempt);
}
