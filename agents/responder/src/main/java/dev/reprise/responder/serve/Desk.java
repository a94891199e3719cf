// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.wire.door.DoorHost;
import dev.reprise.wire.door.Refusal;
import dev.reprise.wire.door.Visit;
import dev.reprise.wire.http1.Authority;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Answers whoever comes to the door.
 *
 * <p><b>Threads:</b> shared by all channels of a listener.
 *
 * @param mocks decides on calls
 * @param journal keeps what was served
 * @param clock nanoseconds since the epoch
 * @param idle how long a connection is kept that asks for nothing more
 */
record Desk(Mocks mocks, Journal journal, LongSupplier clock, Duration idle) implements DoorHost {

  /** The name of the encoder in a pipeline. */
  static final String ENCODER = "answers";

  private static final Logger LOG = Logger.getLogger(Desk.class);
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_HEADER_BYTES = 256 * 1024;

  @Override
  public Future<?> admit(Authority authority, Channel client) {
    return client.eventLoop().newSucceededFuture(null);
  }

  @Override
  public void enter(Visit visit, ChannelPipeline pipeline) {
    if (visit instanceof Visit.Opaque(Authority authority)) {
      LOG.warnf(
          "Connection closed: no HTTP/1.1 in it, and nothing else can be mocked host=%s",
          authority.host());
      var _ = pipeline.channel().close();
      return;
    }
    var decoding =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES);
    pipeline
        .addLast(new IdleStateHandler(0, 0, idle.toNanos(), TimeUnit.NANOSECONDS))
        .addLast(new HttpRequestDecoder(decoding))
        .addLast(ENCODER, AnswerWriter.encoder())
        .addLast(new CallReader(this, Peer.of(visit, pipeline.channel())));
  }

  @Override
  public void turnedAway(Channel client, Refusal reason) {
    if (reason == Refusal.HANDSHAKE_FAILED) {
      LOG.warn("TLS with the application failed; it has to trust the responder's authority");
    } else {
      LOG.debugf("Connection turned away reason=%s", reason);
    }
  }
}
