// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

/**
 * The bytes cannot be cut into messages without guessing.
 *
 * <p><b>Cost:</b> without a stack trace, since a peer can provoke it at will.
 */
public final class FramingException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Undecodable reason;

  /** Without a stack trace; the reason says it all. */
  public FramingException(Undecodable reason) {
    super(reason.meaning(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Undecodable reason() {
    return reason;
  }
}
