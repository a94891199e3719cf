// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static dev.reprise.wire.net.ReadGate.Reason.CONNECTING;
import static dev.reprise.wire.net.ReadGate.Reason.DECIDING;

import dev.reprise.capture.upstream.Upstream;
import dev.reprise.wire.net.ReadGate;
import io.netty.channel.Channel;

/**
 * Two channels that pass on each other's bytes untouched, with their ends: an orderly end of one
 * direction ends that direction only, a reset resets both.
 *
 * <p><b>Threads:</b> both channels live on one event loop, and the tunnel with them.
 *
 * <p><b>Bounds:</b> a channel that cannot take more pauses its peer ({@link ReadGate}).
 */
final class Tunnel {

  private final Channel client;
  private final Channel server;
  private final Watcher watcher;

  private boolean clientEnded;
  private boolean serverEnded;
  private boolean over;

  private Tunnel(Channel client, Channel server, Watcher watcher) {
    this.client = client;
    this.server = server;
    this.watcher = watcher;
  }

  /**
   * Joins the channels; both have a handler named {@link Upstream#WAITING} at the end, whose
   * content goes first.
   */
  static void join(Channel client, Channel server, Watcher watcher) {
    var tunnel = new Tunnel(client, server, watcher);
    client.pipeline().addLast(new TunnelEnd(tunnel, true, server));
    server.pipeline().addLast(new TunnelEnd(tunnel, false, client));
    if (!client.isActive() || !server.isActive()) {
      tunnel.gone(true);
      return;
    }
    client.pipeline().remove(Upstream.WAITING);
    server.pipeline().remove(Upstream.WAITING);
    ReadGate.of(client).open(CONNECTING);
    ReadGate.of(client).open(DECIDING);
    ReadGate.of(server).open(CONNECTING);
  }

  Watcher watcher() {
    return watcher;
  }

  /**
   * One side will send no more.
   *
   * @param inOrder false where TLS was not ended as it should be, so that something may be missing
   */
  void ended(boolean ofClient, boolean inOrder) {
    if (over || (ofClient ? clientEnded : serverEnded)) {
      return;
    }
    if (ofClient) {
      clientEnded = true;
    } else {
      serverEnded = true;
      if (inOrder) {
        watcher.responsesEnded();
      }
    }
    Channel peer = ofClient ? server : client;
    if (!inOrder) {
      Closing.truncateOutput(peer);
    }
    if (clientEnded && serverEnded) {
      gone(false);
    } else if (inOrder) {
      Closing.output(peer);
    }
  }

  /**
   * One side is gone altogether.
   *
   * @param broken whether it broke off instead of closing
   */
  void gone(boolean broken) {
    if (over) {
      return;
    }
    over = true;
    watcher.closed();
    if (broken) {
      Closing.abort(client);
      Closing.abort(server);
    } else {
      Closing.afterFlush(client);
      Closing.afterFlush(server);
    }
  }
}
