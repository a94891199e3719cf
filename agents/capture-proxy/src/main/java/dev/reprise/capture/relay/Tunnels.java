// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.CONNECTING;

import dev.reprise.capture.tap.Counter;
import dev.reprise.capture.tap.Ends;
import dev.reprise.capture.upstream.Upstream;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.net.ReadGate;
import dev.reprise.wire.net.Waiting;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.function.Consumer;

/**
 * The tunnels of a door: the server of each is connected before its client is let in, and joined to
 * it once it is known what they speak.
 *
 * <p><b>Threads:</b> shared by all channels of a listener; each call is made on the client's event
 * loop, where its server lives as well.
 */
final class Tunnels {

  private static final AttributeKey<Channel> SERVER = AttributeKey.valueOf(Tunnels.class, "server");

  private final Origins origins;

  Tunnels(Origins origins) {
    this.origins = origins;
  }

  /** Connects the server of a tunnel. */
  Future<?> connect(Authority authority, Channel client) {
    Promise<Void> connection = client.eventLoop().newPromise();
    origins
        .upstream()
        .connect(authority, client.eventLoop())
        .addListener((Future<Channel> connected) -> {
          if (connected.isSuccess()) {
            keep(client, connected.getNow());
            connection.setSuccess(null);
          } else {
            origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
            connection.setFailure(connected.cause());
          }
        });
    return connection;
  }

  /** Joins the two, who speak HTTP in plain text. */
  void record(Channel client, Authority authority) {
    Channel server = server(client);
    join(client, server, origins.watcher(Ends.inClear(client, server), "http", authority));
  }

  /** Joins the two, whatever they speak. */
  void pass(Channel client) {
    origins.taps().counters().count(Counter.PASSED_THROUGH);
    join(client, server(client), new Watcher(origins.taps().counters(), null));
  }

  /**
   * Begins TLS with the server of a client whose own was ended here, and joins the two. The client
   * gets 502 within its TLS where that fails.
   *
   * @param authority whom the client asked for
   * @param failed is told then
   */
  void intercept(
      Channel client, Authority authority, Connection.Tls tls, Consumer<Throwable> failed) {
    Channel server = server(client);
    var ends = new Ends(client, server, tls);
    hold(client);
    if (stopListening(server)) {
      origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
      Closing.abort(client); // TLS cannot begin after what was said in plain text
      Closing.abort(server);
      return;
    }
    String name = tls.sni().isEmpty() ? authority.address() : tls.sni();
    origins
        .upstream()
        .startTls(server, name, authority.port())
        .addListener((Future<SslHandler> secured) -> {
          if (secured.isSuccess()) {
            Tunnel.join(client, server, origins.watcher(ends, "https", authority));
          } else {
            failed.accept(secured.cause());
            var _ = server.close();
            refuse(client, origins.watcher(ends, "https", authority), secured.cause());
          }
        });
  }

  private void refuse(Channel client, Watcher watcher, Throwable cause) {
    origins.taps().counters().count(Counter.FAILED_CONNECTIONS);
    client.pipeline().addLast(new AnswerFirst(watcher, cause));
    client.pipeline().remove(Upstream.WAITING);
    ReadGate.of(client).open(CONNECTING);
  }

  private static void join(Channel client, Channel server, Watcher watcher) {
    hold(client);
    var _ = stopListening(server);
    Tunnel.join(client, server, watcher);
  }

  private static void hold(Channel client) {
    ReadGate.of(client).close(CONNECTING);
    client.pipeline().addLast(Upstream.WAITING, new Waiting());
  }

  private static void keep(Channel client, Channel server) {
    client.attr(SERVER).set(server);
    client.closeFuture().addListener(_ -> server.eventLoop().execute(() -> closeUnjoined(server)));
    server.pipeline().addBefore(Upstream.WAITING, null, new FirstWord(client));
    ReadGate.of(server).open(CONNECTING);
  }

  /**
   * From now on the server is not read until it is joined.
   *
   * @return whether it has said something already
   */
  private static boolean stopListening(Channel server) {
    ReadGate.of(server).close(CONNECTING);
    var listener = server.pipeline().get(FirstWord.class);
    if (listener == null) {
      return false; // it is gone, and its pipeline with it
    }
    server.pipeline().remove(listener);
    return listener.isSaid();
  }

  private static void closeUnjoined(Channel server) {
    if (server.pipeline().get(Upstream.WAITING) != null) {
      var _ = server.close();
    }
  }

  private static Channel server(Channel client) {
    return client.attr(SERVER).get();
  }
}
