// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;

/** How a peer has ended its side of a connection, as far as an event says so. */
enum InputEnd {
  /** The event says nothing of it. */
  NOT_YET,
  /** As it should be: all that was sent has come. */
  IN_ORDER,
  /**
   * Without TLS' own end: something may have been cut off (RFC 9112, section 9.8), and whoever gets
   * the bytes must be able to see that.
   */
  TRUNCATED;

  static InputEnd of(Channel channel, Object event) {
    if (event instanceof SslCloseCompletionEvent close) {
      return close.isSuccess() ? IN_ORDER : NOT_YET;
    }
    if (event != ChannelInputShutdownEvent.INSTANCE) {
      return NOT_YET;
    }
    var tls = channel.pipeline().get(SslHandler.class);
    return tls == null || tls.engine().isInboundDone() ? IN_ORDER : TRUNCATED;
  }
}
