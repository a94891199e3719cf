// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.RequestStart;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Optional;

/**
 * A language in which a client asks a proxy for a tunnel, and is answered.
 *
 * <p><b>Threads:</b> one instance a connection, confined to its event loop.
 */
interface Opening {

  /**
   * Takes off the buffer what belongs to the request for a tunnel.
   *
   * @return whom it is for, once that is known
   * @throws FramingException if it is malformed; {@link #malformed} is to be called then
   */
  Optional<Authority> read(Channel client, ByteBuf bytes) throws FramingException;

  /**
   * Whether a client that says nothing is waited for as long as its server is silent, too, instead
   * of {@link DoorSettings#peek}.
   */
  default boolean isPatient() {
    return false;
  }

  /**
   * What the client's first bytes within the tunnel look like. Who asks a proxy for a tunnel and
   * speaks no TLS most likely speaks HTTP in it, so that a letter is enough, and malformed requests
   * are noticed.
   *
   * @param borrowed at least one byte
   */
  default RequestStart firstBytes(ByteBuf borrowed) {
    byte first = borrowed.getByte(borrowed.readerIndex());
    return first >= 'A' && first <= 'Z' ? RequestStart.HTTP1 : RequestStart.OTHER;
  }

  /** Tells the client that its tunnel is open. */
  void accepted(Channel client);

  /** Tells the client that its tunnel cannot be opened, and ends the connection. */
  void refused(Channel client, Throwable cause);

  /** Tells the client that it could not be understood, and ends the connection. */
  void malformed(Channel client, FramingException cause);

  /** Lets go of what it holds; the last call. */
  void close();
}
