// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes requests as they are: headers in their order, the body in one piece or one chunk. */
final class RequestWriter {

  private static final int HEAD_BYTES = 1024;

  private RequestWriter() {}

  /** The bytes of a request; the caller owns the buffer. */
  static ByteBuf write(Request request, ByteBufAllocator allocator) {
    Bytes body = request.body().kept();
    ByteBuf out = allocator.buffer(HEAD_BYTES + body.length());
    ascii(out, request.method()).writeByte(' ');
    ascii(out, request.target());
    ascii(out, " HTTP/1.1\r\n");
    for (Header line : request.headers()) {
      header(out, line.name(), line.value());
    }
    ascii(out, "\r\n");
    if (request.headers().first("transfer-encoding").isPresent()) {
      chunk(out, request, body);
    } else {
      out.writeBytes(body.buffer());
    }
    return out;
  }

  private static void chunk(ByteBuf out, Request request, Bytes body) {
    if (!body.isEmpty()) {
      ascii(out, Integer.toHexString(body.length()) + "\r\n");
      out.writeBytes(body.buffer());
      ascii(out, "\r\n");
    }
    ascii(out, "0\r\n");
    for (Header line : request.trailers()) {
      header(out, line.name(), line.value());
    }
    ascii(out, "\r\n");
  }

  // Values of headers are bytes read as ISO-8859-1, and go out as the same bytes.
  private static void header(ByteBuf out, String name, String value) {
    ascii(out, name);
    ascii(out, ": ");
    if (isAscii(value)) {
      ascii(out, value);
    } else {
      out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    }
    ascii(out, "\r\n");
  }

  private static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuf ascii(ByteBuf out, String text) {
    ByteBufUtil.writeAscii(out, text);
    return out;
  }
}
