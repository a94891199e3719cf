// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.wire.http1.Destination;
import dev.reprise.wire.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/**
 * Turns a request to a proxy into one to its server, and changes nothing else: the target becomes
 * origin-form, Host says what the target said, fields for the proxy alone go (RFC 9110, section
 * 7.6.1), a length that is said more than once is said once, and an offer of HTTP/2 goes, since
 * what followed it could not be recorded. Order, case and repeats of all other headers stay.
 */
final class RequestRewrite {

  private static final Set<String> FOR_THE_PROXY = Set.of("proxy-authorization", "http2-settings");

  private RequestRewrite() {}

  /** The request as its server is to get it. */
  static RequestHead forServer(RequestHead head, Destination destination) {
    var options = ConnectionOptions.of(head.headers());
    boolean upgrades = upgrades(head, options);
    Set<String> staying = staying(head, upgrades);
    boolean hasLength = false;
    var lines = new ArrayList<Header>(head.headers().lines().size() + 1);
    for (Header line : head.headers()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      switch (name) {
        case "connection" -> ConnectionOptions.keeping(line, staying).ifPresent(lines::add);
        case "host" -> lines.add(new Header(line.name(), host(line, destination)));
        case "upgrade" -> {
          if (upgrades) {
            lines.add(line);
          }
        }
        case "content-length" -> {
          if (!hasLength) {
            lines.add(LengthHeader.once(line));
            hasLength = true;
          }
        }
        default -> {
          if (!FOR_THE_PROXY.contains(name) && !options.isOfTheHop(name)) {
            lines.add(line);
          }
        }
      }
    }
    if (destination.isAbsolute() && head.headers().first("host").isEmpty()) {
      lines.addFirst(new Header("Host", destination.authority().inScheme(destination.scheme())));
    }
    return new RequestHead(head.method(), destination.target(), head.version(), new Headers(lines));
  }

  /** The bytes of a request's head; the caller owns the buffer. */
  static ByteBuf encode(ByteBufAllocator allocator, RequestHead head) {
    ByteBuf out = allocator.buffer(256);
    out.writeCharSequence(head.method(), ISO_8859_1);
    out.writeByte(' ').writeCharSequence(head.target(), ISO_8859_1);
    out.writeByte(' ').writeCharSequence(head.version(), ISO_8859_1);
    out.writeShort(CRLF);
    for (Header line : head.headers()) {
      out.writeCharSequence(line.name(), ISO_8859_1);
      out.writeShort(COLON_SPACE).writeCharSequence(line.value(), ISO_8859_1);
      out.writeShort(CRLF);
    }
    return out.writeShort(CRLF);
  }

  private static final int CRLF = '\r' << 8 | '\n';
  private static final int COLON_SPACE = ':' << 8 | ' ';

  // RFC 9112, section 3.2.2: with an absolute target, what Host says does not count.
  private static String host(Header line, Destination destination) {
    return destination.isAbsolute()
        ? destination.authority().inScheme(destination.scheme())
        : line.value();
  }

  // What HTTP/1.0 offers is to be ignored, and so is what the hop is not told of.
  private static boolean upgrades(RequestHead head, ConnectionOptions options) {
    return options.upgrades()
        && !head.version().equals("HTTP/1.0")
        && head.headers().first("upgrade").filter(to -> !to.equalsIgnoreCase("h2c")).isPresent();
  }

  // RFC 9112, section 9.3: no connection is kept for a client of HTTP/1.0.
  private static Set<String> staying(RequestHead head, boolean upgrades) {
    if (head.version().equals("HTTP/1.0")) {
      return Set.of("close", "te");
    }
    return upgrades
        ? Set.of("close", "keep-alive", "te", "upgrade")
        : Set.of("close", "keep-alive", "te");
  }
}
