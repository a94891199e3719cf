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
import io.netty.handler.codec.http.HttpUtil;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts one answer together.
 *
 * <p><b>Bounds:</b> keeps so many bytes of the body; measures and hashes all of it.
 *
 * <p><b>Ownership:</b> buffers are borrowed.
 */
final class ResponseGatherer {

  private static final int TRUSTED_BYTES = 64 * 1024; // an announced length is no more than a word

  private final HttpResponse head;
  private final int bodyBytes;
  private byte[] kept; // its first bytes are the body's
  private int keptBytes;
  private @Nullable MessageDigest digest; // null until the body is longer than what is kept
  private long length;

  ResponseGatherer(HttpResponse head, int bodyBytes) {
    this.head = head;
    this.bodyBytes = bodyBytes;
    long announced = HttpUtil.getContentLength(head, 0L);
    this.kept = new byte[(int) Math.min(announced, Math.min(bodyBytes, TRUSTED_BYTES))];
  }

  void body(ByteBuf borrowed) {
    int arrived = borrowed.readableBytes();
    int wanted = Math.min(arrived, bodyBytes - keptBytes);
    if (wanted < arrived) {
      overflow(borrowed);
    }
    if (wanted > kept.length - keptBytes) {
      kept = Arrays.copyOf(kept, Math.max(keptBytes + wanted, Math.min(bodyBytes, 2 * keptBytes)));
    }
    borrowed.getBytes(borrowed.readerIndex(), kept, keptBytes, wanted);
    keptBytes += wanted;
    length += arrived;
  }

  private void overflow(ByteBuf borrowed) {
    if (digest == null) {
      digest = sha256();
      digest.update(kept, 0, keptBytes);
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
    var bytes = Bytes.own(keptBytes == kept.length ? kept : Arrays.copyOf(kept, keptBytes));
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
