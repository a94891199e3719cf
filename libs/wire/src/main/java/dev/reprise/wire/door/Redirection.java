// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.door;

import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.FramingException;
import dev.reprise.wire.http1.RequestStart;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.Optional;

/**
 * A tunnel that nobody asked for: the connection was led here on its way to another. The client
 * knows of no proxy, so it is told nothing, and a failure looks as it would without one.
 *
 * @param authority where the connection was to go
 */
record Redirection(Authority authority) implements Opening {

  @Override
  public Optional<Authority> read(Channel client, ByteBuf bytes) {
    return Optional.of(authority);
  }

  @Override
  public boolean isPatient() {
    return true;
  }

  /** Any protocol may come, on any port: whatever is no request passes uncounted. */
  @Override
  public RequestStart firstBytes(ByteBuf borrowed) {
    return RequestStart.of(borrowed);
  }

  @Override
  public void accepted(Channel client) {
    // As far as the client knows, it has been connected all the time.
  }

  @Override
  public void refused(Channel client, Throwable cause) {
    client.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = client.close();
  }

  @Override
  public void malformed(Channel client, FramingException cause) {
    throw new IllegalStateException("nothing is read that could be malformed", cause);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
