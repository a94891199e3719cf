// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.home;

/** Where a stack as a whole stands. */
public enum Phase {
  /** Some parts are not ready for the first time yet. */
  STARTING,
  /** Every part has been ready. */
  UP,
  /** Parts are being ended. */
  STOPPING,
  /** The supervisor is gone, though nobody asked it to be; parts may still run. */
  LOST,
  /** Nothing runs. */
  DOWN
}
