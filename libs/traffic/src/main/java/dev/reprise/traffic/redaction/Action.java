// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

/** What becomes of a value. */
public enum Action {
  /** It is replaced by the same few words everywhere. */
  REMOVE,
  /** It is replaced by a token: equal values have equal tokens. */
  TOKEN
}
