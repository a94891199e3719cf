// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

/** Why the decoding of a connection had to stop. The traffic itself goes on. */
public enum Undecodable {
  /** The start line names another protocol or version. */
  NOT_HTTP_1("the start line is not of HTTP/1.0 or HTTP/1.1"),
  /** The start line is not a request line or status line. */
  BAD_START_LINE("the start line is malformed"),
  /** A header line is malformed, or folded over two lines. */
  BAD_HEADER("a header line is malformed"),
  /** A line does not end with CR LF. */
  BAD_LINE_END("a line has a CR or LF of its own"),
  /** The header block, or a line between chunks, is longer than the bound. */
  HEAD_TOO_LONG("the header block is longer than the bound"),
  /** The length of the body is given twice, differently. */
  AMBIGUOUS_LENGTH("the length of the body is ambiguous"),
  /** The length of the body is no number. */
  BAD_LENGTH("the length of the body is not a number"),
  /** A transfer coding beside chunked. */
  UNKNOWN_CODING("the transfer coding is not chunked alone"),
  /** A transfer coding that does not end with chunked, or chunked twice. */
  UNENDED_CODING("the transfer coding does not end with one chunked"),
  /** A chunk does not look as a chunk must. */
  BAD_CHUNK("a chunk is malformed"),
  /** A response came when no request was open. */
  UNSOLICITED_RESPONSE("a response came without a request"),
  /** The server leaves HTTP where the request did not offer it. */
  UNASKED_UPGRADE("the server switched protocols without being asked"),
  /** More requests are waiting for their responses than the bound. */
  TOO_MANY_PENDING("too many requests wait for their responses"),
  /** The memory for copies is used up. */
  OVER_BUDGET("the memory for copies is used up"),
  /** The server refused an expectation: whether the body follows cannot be seen. */
  EXPECTATION_REFUSED("a final response came before the body that 'Expect' announced"),
  /** The connection ended within a header block. */
  ENDED_IN_HEAD("the connection ended within a header block");

  private final String meaning;

  Undecodable(String meaning) {
    this.meaning = meaning;
  }

  /** The reason as part of a sentence. */
  public String meaning() {
    return meaning;
  }
}
