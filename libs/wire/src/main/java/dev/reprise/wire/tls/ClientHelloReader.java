// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a ClientHello (RFC 8446, section 4.1.2) without taking part in the handshake.
 *
 * <p><b>Ownership:</b> buffers are borrowed and left as they are.
 *
 * <p><b>Bounds:</b> a hello of more than 64 KiB is refused.
 */
public final class ClientHelloReader {

  /** What the bytes seen so far are. */
  public sealed interface Outcome {

    /** The start of a hello; more bytes must come. */
    record Incomplete() implements Outcome {}

    /** A whole hello. */
    record Whole(ClientHello hello) implements Outcome {}

    /** No hello, or one that cannot be read. */
    record Other() implements Outcome {}
  }

  /** The first byte of a TLS handshake. */
  public static final byte HANDSHAKE = 0x16;

  private static final int MAX_BYTES = 1 << 16;
  private static final int RECORD_HEADER = 5;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;

  private ClientHelloReader() {}

  /** Looks at the bytes from the reader index on. */
  public static Outcome read(ByteBuf borrowed) {
    ByteBuf message = Unpooled.buffer(512);
    int at = borrowed.readerIndex();
    int end = borrowed.writerIndex();
    while (at + RECORD_HEADER <= end) {
      int length = borrowed.getUnsignedShort(at + 3);
      boolean fits = borrowed.getByte(at) == HANDSHAKE && borrowed.getByte(at + 1) == 3;
      if (!fits || length == 0 || message.readableBytes() + length > MAX_BYTES) {
        return new Outcome.Other();
      }
      int present = Math.min(length, end - at - RECORD_HEADER);
      message.writeBytes(borrowed, at + RECORD_HEADER, present);
      if (message.readableBytes() >= 4) {
        int wanted = message.getUnsignedMedium(1) + 4;
        if (message.getByte(0) != CLIENT_HELLO || wanted > MAX_BYTES) {
          return new Outcome.Other();
        }
        if (message.readableBytes() >= wanted) {
          return parse(message.slice(4, wanted - 4));
        }
      }
      at += RECORD_HEADER + length;
    }
    boolean mayBe = at >= end || borrowed.getByte(at) == HANDSHAKE;
    return mayBe ? new Outcome.Incomplete() : new Outcome.Other();
  }

  private static Outcome parse(ByteBuf hello) {
    try {
      hello.skipBytes(2 + 32); // version, random
      hello.skipBytes(hello.readUnsignedByte()); // session
      hello.skipBytes(hello.readUnsignedShort()); // cipher suites
      hello.skipBytes(hello.readUnsignedByte()); // compression
      return new Outcome.Whole(
          hello.isReadable()
              ? extensions(hello.readSlice(hello.readUnsignedShort()))
              : new ClientHello("", List.of()));
    } catch (IndexOutOfBoundsException e) { // a length that points past the end
      return new Outcome.Other();
    }
  }

  private static ClientHello extensions(ByteBuf extensions) {
    String serverName = "";
    List<String> protocols = List.of();
    while (extensions.isReadable()) {
      int type = extensions.readUnsignedShort();
      ByteBuf value = extensions.readSlice(extensions.readUnsignedShort());
      if (type == SERVER_NAME) {
        serverName = serverName(value);
      } else if (type == ALPN) {
        protocols = protocols(value);
      }
    }
    return new ClientHello(serverName, protocols);
  }

  private static String serverName(ByteBuf value) {
    ByteBuf names = value.readSlice(value.readUnsignedShort());
    while (names.isReadable()) {
      int type = names.readUnsignedByte();
      ByteBuf name = names.readSlice(names.readUnsignedShort());
      if (type == 0) {
        return name.toString(US_ASCII).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static List<String> protocols(ByteBuf value) {
    ByteBuf list = value.readSlice(value.readUnsignedShort());
    var protocols = new ArrayList<String>();
    while (list.isReadable()) {
      protocols.add(list.readSlice(list.readUnsignedByte()).toString(US_ASCII));
    }
    return protocols;
  }
}
