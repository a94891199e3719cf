// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Puts one answer together.
 *
 * <p><b>Bounds:</b> keeps so many bytes of the body; measures and hashes all of it.
 *
 * <p><b>Ownership:</b> buffers are borrowed.
 */
final class ResponseGatherer {

  private final HttpResponse head;
  private final int bodyBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
  private @Nullable MessageDigest digest; // null until the body is longer than what is kept
  private long length;

  ResponseGatherer(HttpResponse head, int bodyBytes) {
    this.head = head;
    this.bodyBytes = bodyBytes;
  }

  void body(ByteBuf borrowed) {
    int arrived = borrowed.readableBytes();
    int wanted = Math.min(arrived, bodyBytes - kept.size());
    if (wanted < arrived) {
      overflow(borrowed);
    }
    byte[] part = new byte[wanted];
    borrowed.getBytes(borrowed.readerIndex(), part);
    kept.writeBytes(part);
    length += arrived;
  }

  private void overflow(ByteBuf borrowed) {
    if (digest == null) {
      digest = sha256();
      digest.update(kept.toByteArray());
    }
    digest.update(borrowed.nioBuffer());
  }

  long length() {
    return length;
  }

  Response finish(HttpHeaders trailers) {
    return new Response(
        head.status().code(),
        head.status().reasonPhrase(),
        head.protocolVersion().text(),
        headers(head.headers()),
        body(),
        headers(trailers));
  }

  private Body body() {
    var bytes = Bytes.own(kept.toByteArray());
    return digest == null ? Body.whole(bytes) : new Body(bytes, length, Bytes.own(digest.digest()));
  }

  private static Headers headers(HttpHeaders headers) {
    if (headers.isEmpty()) {
      return Headers.EMPTY;
    }
    var lines = new ArrayList<Header>(headers.size());
    for (var each = headers.iteratorAsString(); each.hasNext(); ) {
      var line = each.next();
      lines.add(new Header(line.getKey(), line.getValue()));
    }
    return new Headers(lines);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
