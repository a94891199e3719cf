// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.wire.door.Visit;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.Destination;
import dev.reprise.wire.http1.RequestHead;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is on a connection, and whom it is for.
 *
 * @param id unique within the run
 * @param client {@code address:port}
 * @param server {@code address:port} of the responder
 * @param scheme of what is asked for
 * @param tunnel the host that the client asked a tunnel to; null where each request says it
 * @param tls null in plain text
 */
record Peer(
    String id,
    String client,
    String server,
    String scheme,
    @Nullable Authority tunnel,
    Connection.@Nullable Tls tls) {

  static Peer of(Visit visit, Channel channel) {
    return new Peer(
        channel.id().asShortText(),
        address(channel.remoteAddress()),
        address(channel.localAddress()),
        visit.scheme(),
        switch (visit) {
          case Visit.Requests() -> null;
          case Visit.Intercepted(Authority authority, _) -> authority;
          case Visit.Clear(Authority authority) -> authority;
          case Visit.Opaque(Authority authority) -> authority;
        },
        visit instanceof Visit.Intercepted(_, Connection.Tls tls) ? tls : null);
  }

  /** The connection as pairs tell it. */
  Connection connection(int index) {
    return new Connection(id, index, client, server, tls);
  }

  /** The request with the host it is for; empty when nothing says that. */
  Optional<Request> request(HttpRequest head, Headers headers, Body body, Headers trailers) {
    var asked =
        new RequestHead(head.method().name(), head.uri(), head.protocolVersion().text(), headers);
    return Destination.of(asked, scheme)
        .or(() ->
            Optional.ofNullable(tunnel)
                .map(authority -> new Destination(scheme, authority, head.uri(), false)))
        .map(found ->
            new Request(
                asked.method(),
                found.scheme(),
                found.authority().inScheme(found.scheme()),
                found.target(),
                asked.version(),
                headers,
                body,
                trailers));
  }

  private static String address(@Nullable Object socket) {
    return socket instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "";
  }
}
