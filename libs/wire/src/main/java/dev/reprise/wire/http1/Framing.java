// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

/** How the end of a message is found once its head is known (RFC 9112, section 6). */
public sealed interface Framing {

  /** The message ends with its head. */
  record Nothing() implements Framing {}

  /** The head was an informational response: the message itself is still to come. */
  record Interim() implements Framing {}

  /**
   * So many bytes follow.
   *
   * @param bytes at least 1
   */
  record Length(long bytes) implements Framing {}

  /** Chunks follow, and trailers after them. */
  record Chunked() implements Framing {}

  /** What follows until the connection ends. */
  record UntilClose() implements Framing {}

  /** The one {@link Nothing}. */
  Framing NOTHING = new Nothing();

  /** The one {@link Interim}. */
  Framing INTERIM = new Interim();

  /** The one {@link Chunked}. */
  Framing CHUNKED = new Chunked();

  /** The one {@link UntilClose}. */
  Framing UNTIL_CLOSE = new UntilClose();
}
