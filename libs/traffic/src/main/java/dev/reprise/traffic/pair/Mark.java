// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.pair;

/** What a reader must know before trusting a pair. */
public enum Mark {
  /** Only the start of the request's body was kept. */
  REQUEST_TRUNCATED,
  /** Only the start of the response's body was kept. */
  RESPONSE_TRUNCATED,
  /** The connection ended before the request was whole. */
  REQUEST_INCOMPLETE,
  /** The connection ended before the response was whole. */
  RESPONSE_INCOMPLETE,
  /** No response was seen at all. */
  RESPONSE_MISSING,
  /** The connection left HTTP after this pair. */
  UPGRADED
}
