// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.part;

/** What is to be done when a part changes its state. */
public enum Effect {
  /** Start the process, the watch for its readiness, and the clock of its start. */
  LAUNCH,
  /** Ask the process to end, and start the clock of its grace. */
  TERMINATE,
  /** Kill the process and its descendants. */
  KILL,
  /** Note why it ended, and start the pause before the next attempt. */
  BACK_OFF,
  /** Note why it ended, and that nothing more will be tried. */
  GIVE_UP
}
