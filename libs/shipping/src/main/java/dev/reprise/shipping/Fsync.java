// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

/** When the spool is forced to the disk; a kill of the process alone never needs it. */
public enum Fsync {
  /** Never: what is spooled survives the process, and the machine as far as its system flushed. */
  NEVER,
  /** When a segment is full, and at the end. */
  SEGMENT,
  /** After each batch: what counts as spooled survives a power cut. */
  BATCH
}
