// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import dev.reprise.traffic.pair.Connection;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.tls.ClientHello;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Waits for the client's TLS handshake, and hands the plain connection to the host after it.
 *
 * <p><b>Threads:</b> confined to the channel's event loop.
 */
final class HandshakeWatch extends ChannelInboundHandlerAdapter {

  private static final List<String> REFUSALS =
      List.of("unknown_ca", "bad_certificate", "certificate_unknown", "unsupported_certificate");

  private final DoorHost host;
  private final Authority authority;
  private final ClientHello hello;

  HandshakeWatch(DoorHost host, Authority authority, ClientHello hello) {
    this.host = host;
    this.authority = authority;
    this.hello = hello;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent completion) {
      if (completion.isSuccess()) {
        host.enter(new Visit.Intercepted(authority, agreed(ctx)), ctx.pipeline());
        ctx.pipeline().remove(this);
      } else {
        if (isCertificateRefused(completion.cause())) {
          host.distrusted(authority, hello);
        }
        host.turnedAway(ctx.channel(), Refusal.HANDSHAKE_FAILED);
        var _ = ctx.close();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close(); // the handshake's failure has been told by its event
  }

  /** The alerts of RFC 8446, section 6.2, that say so, as the JDK names them. */
  private static boolean isCertificateRefused(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof SSLException
        && message != null
        && REFUSALS.stream().anyMatch(alert -> message.endsWith(": " + alert));
  }

  private Connection.Tls agreed(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    String protocol = tls.applicationProtocol();
    var session = tls.engine().getSession();
    return new Connection.Tls(
        session.getProtocol(),
        hello.serverName(),
        protocol == null ? "" : protocol,
        session.getCipherSuite());
  }
}
