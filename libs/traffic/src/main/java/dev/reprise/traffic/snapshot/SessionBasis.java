// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

/** What tells which session a pair belongs to. */
public enum SessionBasis {
  /** Its trace id. */
  TRACE,
  /** The credential or session cookie that it carries. */
  CREDENTIAL,
  /** An identifier that it shares with another pair. */
  VALUE,
  /** Nothing in it; it was sent while exactly one request to its service was open. */
  LIKELY,
  /** Nothing: it keeps its place among all pairs. */
  NONE
}
