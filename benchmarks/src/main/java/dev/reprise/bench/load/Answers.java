// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** What the server behind a measured proxy answers with: JSON of 340 bytes, or of 16 KiB. */
public final class Answers {

  /** Where an answer with a body of 340 bytes is. */
  public static final String SMALL = "/small";

  /** Where an answer with a body of 16 KiB is. */
  public static final String LARGE = "/large";

  private static final int SMALL_BYTES = 340;
  private static final int LARGE_BYTES = 16 * 1024;
  private static final String TEXT = "Lorem ipsum dolor sit amet, consectetur adipiscing elit. ";

  private Answers() {}

  /** JSON of so many bytes. */
  public static String json(int bytes) {
    var out = new StringBuilder("{\"id\":42,\"name\":\"a thing\",\"text\":\"");
    while (out.length() < bytes - 2) {
      out.append(TEXT);
    }
    out.setLength(bytes - 2);
    return out.append("\"}").toString();
  }

  /** The body of {@link #SMALL}. */
  public static String smallBody() {
    return json(SMALL_BYTES);
  }

  /** The whole answer at {@link #SMALL}, never to be released. */
  static ByteBuf small() {
    return answer(SMALL_BYTES);
  }

  /** The whole answer at {@link #LARGE}, never to be released. */
  static ByteBuf large() {
    return answer(LARGE_BYTES);
  }

  private static ByteBuf answer(int bodyBytes) {
    var text =
        "HTTP/1.1 200 OK\r\nServer: bench\r\nDate: Mon, 23 Nov 2026 08:00:00 GMT\r\n"
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(bodyBytes)
            + json(bodyBytes);
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
