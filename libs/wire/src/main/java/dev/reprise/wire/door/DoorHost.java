// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.tls.ClientHello;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.Future;

/**
 * Who lives behind a {@link ProxyFrontDoor}: a relay to the real servers, or something that answers
 * itself.
 *
 * <p><b>Threads:</b> called on the event loop of the client's channel; must not block.
 */
public interface DoorHost {

  /**
   * Is asked before a tunnel is opened, or a direct TLS handshake is answered.
   *
   * @return succeeds to let the client in; a failure is told to the client, as 502 with the
   *     failure's message where it asked by CONNECT
   */
  Future<?> admit(Authority authority, Channel client);

  /**
   * Whether TLS to this host is to be ended here.
   *
   * @param hello what the client asks for
   */
  default boolean intercepts(Authority authority, ClientHello hello) {
    return hello.acceptsHttp1();
  }

  /**
   * Takes the connection over: adds its handlers at the end of the pipeline. What has been read
   * meanwhile is passed to them when this returns.
   */
  void enter(Visit visit, ChannelPipeline pipeline);

  /**
   * The door has answered a CONNECT itself, since {@link #admit} failed.
   *
   * @param asked the CONNECT, as sent
   */
  default void unanswered(Channel client, RequestHead asked, Throwable cause) {}

  /**
   * A client has refused the certificate that was made for it, since it does not trust the
   * authority; {@link #turnedAway} is called, too.
   */
  default void distrusted(Authority authority, ClientHello hello) {}

  /** A connection was turned away before it was handed over. */
  default void turnedAway(Channel client, Refusal reason) {}
}
