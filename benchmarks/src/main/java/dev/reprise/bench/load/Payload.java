// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Bytes that are sent again and again, never copied. */
public final class Payload {

  private final ByteBuf bytes;

  private Payload(ByteBuf bytes) {
    this.bytes = bytes;
  }

  /** A GET, as wrk sends it. */
  public static Payload get(String target, String host) {
    var text = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    return new Payload(
        Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII))));
  }

  /** A view to write; the receiver may release it. */
  ByteBuf view() {
    return bytes.duplicate();
  }
}
