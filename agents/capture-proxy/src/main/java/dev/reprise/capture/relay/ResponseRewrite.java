// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.reprise.traffic.pair.Header;
import dev.reprise.wire.http1.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a response's head what is for this hop alone (RFC 9110, section 7.6.1); all other
 * lines pass byte for byte.
 *
 * <p><b>Cost:</b> a head with nothing to take out is copied once.
 */
final class ResponseRewrite {

  private static final Set<String> STAYING = Set.of("close", "keep-alive", "upgrade");
  private static final Set<String> STAYING_FOR_1_0 = Set.of("close");

  private final ResponseHead head;
  private final ConnectionOptions options;
  private final Set<String> staying;

  private boolean hasLength;

  /**
   * @param keepsAlive whether the client's connection may go on after the response
   */
  ResponseRewrite(ResponseHead head, ConnectionOptions options, boolean keepsAlive) {
    this.head = head;
    this.options = options;
    this.staying = keepsAlive ? STAYING : STAYING_FOR_1_0;
  }

  /**
   * The head as the client is to get it; the caller owns the buffer.
   *
   * @param buf where the head lies
   * @param to after the empty line
   */
  ByteBuf forClient(ByteBufAllocator allocator, byte[] buf, int from, int to) {
    ByteBuf out = allocator.buffer(to - from);
    if (passesWhole()) {
      return out.writeBytes(buf, from, to - from);
    }
    int at = lineEnd(buf, from);
    out.writeBytes(buf, from, at - from);
    for (Header line : head.headers()) {
      int end = lineEnd(buf, at);
      var passed = passed(line);
      if (passed.isPresent()) {
        if (passed.get().equals(line)) {
          out.writeBytes(buf, at, end - at);
        } else {
          out.writeCharSequence(
              passed.get().name() + ": " + passed.get().value() + "\r\n", ISO_8859_1);
        }
      }
      at = end;
    }
    return out.writeBytes(buf, at, to - at);
  }

  private boolean passesWhole() {
    int lengths = 0;
    for (Header line : head.headers()) {
      String name = line.name();
      boolean ofInterest =
          switch (name.length()) {
            case 7 -> name.equalsIgnoreCase("upgrade");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
            case 14 ->
                name.equalsIgnoreCase("content-length")
                    && (++lengths > 1 || LengthHeader.isRepeated(line));
            case 16 -> name.equalsIgnoreCase("proxy-connection");
            default -> false;
          };
      if (ofInterest) {
        return false;
      }
    }
    return true;
  }

  private Optional<Header> passed(Header line) {
    String name = line.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "connection" -> ConnectionOptions.keeping(line, staying);
      case "upgrade" ->
          options.upgrades() || head.status() == 101 ? Optional.of(line) : Optional.empty();
      case "content-length" -> {
        boolean first = !hasLength;
        hasLength = true;
        yield first ? Optional.of(LengthHeader.once(line)) : Optional.empty();
      }
      default -> options.isOfTheHop(name) ? Optional.empty() : Optional.of(line);
    };
  }

  private static int lineEnd(byte[] buf, int from) {
    int i = from;
    while (buf[i] != '\n') {
      i++;
    }
    return i + 1;
  }
}
