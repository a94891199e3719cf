// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.pair.Mark;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Enum;

/** A mark, as the schema shows it. */
@Enum("Mark")
@Description("What to know before trusting a pair.")
public enum Caution {
  /** The request's body was cut. */
  @Description("Only the start of the request's body was kept.")
  REQUEST_TRUNCATED,
  /** The response's body was cut. */
  @Description("Only the start of the response's body was kept.")
  RESPONSE_TRUNCATED,
  /** The request broke off. */
  @Description("The connection ended before the request was whole.")
  REQUEST_INCOMPLETE,
  /** The response broke off. */
  @Description("The connection ended before the response was whole.")
  RESPONSE_INCOMPLETE,
  /** There is no response. */
  @Description("No response was seen at all.")
  RESPONSE_MISSING,
  /** It was not HTTP any more. */
  @Description("The connection left HTTP after this pair.")
  UPGRADED,
  /** There is no response, for want of an address. */
  @Description("No response: the name of the server could not be resolved.")
  NAME_UNKNOWN,
  /** There is no response, for want of a connection. */
  @Description("No response: no connection to the server could be made.")
  SERVER_UNREACHABLE,
  /** There is no response, for want of trust. */
  @Description("No response: no TLS with the server could be agreed on that can be trusted.")
  TLS_FAILED;

  static Caution of(Mark mark) {
    return switch (mark) {
      case REQUEST_TRUNCATED -> REQUEST_TRUNCATED;
      case RESPONSE_TRUNCATED -> RESPONSE_TRUNCATED;
      case REQUEST_INCOMPLETE -> REQUEST_INCOMPLETE;
      case RESPONSE_INCOMPLETE -> RESPONSE_INCOMPLETE;
      case RESPONSE_MISSING -> RESPONSE_MISSING;
      case UPGRADED -> UPGRADED;
      case NAME_UNKNOWN -> NAME_UNKNOWN;
      case SERVER_UNREACHABLE -> SERVER_UNREACHABLE;
      case TLS_FAILED -> TLS_FAILED;
    };
  }
}
