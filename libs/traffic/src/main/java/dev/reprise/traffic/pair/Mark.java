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
  UPGRADED,
  /** There is no response since the name of the server could not be resolved. */
  NAME_UNKNOWN,
  /** There is no response since no connection to the server could be made. */
  SERVER_UNREACHABLE,
  /** There is no response since no TLS with the server could be agreed on that can be trusted. */
  TLS_FAILED
}
