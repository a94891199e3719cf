// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What a service answers: status, headers, body, and how the body is to go over the wire.
 *
 * <p><b>Threads:</b> immutable, so one answer may be kept and given to many callers.
 */
public final class Answer {

  private static final byte[] NOTHING = {};

  private final int status;
  private final List<Field> fields;
  private final byte[] body;
  private final Coding coding;
  private final Framing framing;

  private Answer(int status, List<Field> fields, byte[] body, Coding coding, Framing framing) {
    this.status = status;
    this.fields = List.copyOf(fields);
    this.body = body;
    this.coding = coding;
    this.framing = framing;
  }

  /** An answer with a JSON body of known length, not compressed. */
  public static Answer json(int status, Object value) {
    return of(status, "application/json", Json.bytes(value));
  }

  /** An answer with a body that is already bytes; the caller must not change them any more. */
  public static Answer of(int status, String type, byte[] body) {
    return new Answer(
        status, List.of(new Field("Content-Type", type)), body, Coding.PLAIN, Framing.LENGTH);
  }

  /** An answer without a body, such as 204 or 304. */
  public static Answer empty(int status) {
    return new Answer(status, List.of(), NOTHING, Coding.PLAIN, Framing.LENGTH);
  }

  /** The same with one more header field; a name may be given repeatedly. */
  public Answer with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Answer(status, more, body, coding, framing);
  }

  /** The same, compressed where the caller accepts gzip. */
  public Answer compressible() {
    return new Answer(status, fields, body, Coding.GZIP_WHERE_ACCEPTED, framing);
  }

  /** The same, sent in chunks without telling its length. */
  public Answer chunked() {
    return new Answer(status, fields, body, coding, Framing.CHUNKED);
  }

  /** Sends the answer; the request body must have been read before. */
  void sendTo(HttpExchange exchange, Call call) throws IOException {
    var headers = exchange.getResponseHeaders();
    fields.forEach(field -> headers.add(field.name(), field.value()));
    if (coding == Coding.GZIP_WHERE_ACCEPTED) {
      headers.add("Vary", "Accept-Encoding");
    }
    boolean gzip = coding == Coding.GZIP_WHERE_ACCEPTED && call.acceptsGzip();
    if (gzip) {
      headers.add("Content-Encoding", "gzip");
    }
    byte[] wire = gzip ? gzip(body) : body;
    if (call.method().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(wire.length));
      exchange.sendResponseHeaders(status, -1);
    } else if (wire.length == 0) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, framing == Framing.CHUNKED ? 0 : wire.length);
      try (var out = exchange.getResponseBody()) {
        out.write(wire);
      }
    }
  }

  private static byte[] gzip(byte[] plain) {
    var buffer = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(buffer)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return buffer.toByteArray();
  }

  private enum Coding {
    PLAIN,
    GZIP_WHERE_ACCEPTED
  }

  private enum Framing {
    LENGTH,
    CHUNKED
  }

  private record Field(String name, String value) {}
}
