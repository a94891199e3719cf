// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request.
 *
 * <p>A small result is kept until it is complete, so that its summary is exact and a late failure
 * still has a status of its own; a larger one goes out as it comes, and a failure in it cuts the
 * connection, because the status is gone and a client must not take a part for the whole.
 *
 * <p><b>Threads:</b> one worker.
 *
 * <p><b>Bounds:</b> {@value #KEPT_BYTES} bytes are kept, and the engine's largest piece.
 */
final class Reply {

  private static final int KEPT_BYTES = 1 << 20;
  private static final int COPY_BYTES = 64 << 10;

  private final ResponseStream out;
  private final QueryRequest request;
  private final String version;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Progress progress = Progress.NONE;
  private @Nullable OutputStream body; // set once the status is out

  Reply(ResponseStream out, QueryRequest request, ServerFacts facts) {
    this.out = out;
    this.request = request;
    this.version = facts.version();
    out.head()
        .putHeader("X-ClickHouse-Query-Id", request.queryId())
        .putHeader("X-ClickHouse-Server-Display-Name", facts.displayName())
        .putHeader("X-ClickHouse-Timezone", facts.timezone());
  }

  /** Says which format the result has. */
  void format(OutputFormat format) {
    out.head()
        .putHeader("X-ClickHouse-Format", format.name())
        .putHeader("Content-Type", format.contentType());
  }

  /** Adds a piece of the result; the bytes are borrowed for the call. */
  void write(MemorySegment bytes, Progress more) throws IOException {
    note(more);
    if (body == null && kept.size() + bytes.byteSize() > KEPT_BYTES) {
      body = commit();
    }
    copy(bytes, body == null ? kept : body);
  }

  private static void copy(MemorySegment bytes, OutputStream target) throws IOException {
    byte[] heap = new byte[(int) Math.min(COPY_BYTES, bytes.byteSize())];
    for (long done = 0; done < bytes.byteSize(); done += heap.length) {
      int size = (int) Math.min(heap.length, bytes.byteSize() - done);
      MemorySegment.copy(bytes, JAVA_BYTE, done, heap, 0, size);
      target.write(heap, 0, size);
    }
  }

  private OutputStream commit() throws IOException {
    HttpServerResponse head = summarised().setStatusCode(HttpStatus.OK).setChunked(true);
    httpEncoding().ifPresent(encoding -> head.putHeader("Content-Encoding", encoding));
    OutputStream stream = encoded(out);
    kept.writeTo(stream);
    kept.reset();
    return stream;
  }

  private HttpServerResponse summarised() {
    return out.head().putHeader("X-ClickHouse-Summary", progress.summary());
  }

  /** Notes what a statement without a result did. */
  void note(Progress more) {
    progress = progress.plus(more);
  }

  /** Ends a result that is complete. */
  void finish() throws IOException {
    if (body != null) {
      body.close();
      out.end();
      return;
    }
    HttpServerResponse head = summarised().setStatusCode(HttpStatus.OK);
    if (kept.size() == 0) {
      out.end(new byte[0]);
      return;
    }
    httpEncoding().ifPresent(encoding -> head.putHeader("Content-Encoding", encoding));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = encoded(packed)) {
      kept.writeTo(stream);
    }
    out.end(packed.toByteArray());
  }

  /** Tells the client of a failure, by a status if that is still possible. */
  void fail(EngineError error) {
    if (body != null) {
      out.abort();
      return;
    }
    String text = error.text();
    String told = text.contains("(version ") ? text : text + " (version " + version + ")";
    out.head()
        .setStatusCode(HttpStatus.of(error.code()))
        .putHeader("X-ClickHouse-Exception-Code", Integer.toString(error.code()))
        .putHeader("Content-Type", "text/plain; charset=UTF-8");
    out.end((told + "\n").getBytes(UTF_8));
  }

  /** Ends a connection whose client does not listen any more. */
  void abort() {
    out.abort();
  }

  private OutputStream encoded(OutputStream target) throws IOException {
    if (request.isOn("compress")) {
      boolean zstd = request.field("network_compression_method").equalsIgnoreCase("ZSTD");
      return NativeBlocks.writing(target, zstd ? BlockMethod.ZSTD : BlockMethod.LZ4);
    }
    Optional<String> encoding = httpEncoding();
    return encoding.isPresent() ? ContentCoding.encoding(encoding.get(), target) : target;
  }

  private Optional<String> httpEncoding() {
    return request.isOn("enable_http_compression") && !request.isOn("compress")
        ? ContentCoding.accepted(request.lowerHeader("Accept-Encoding"))
        : Optional.empty();
  }

  /** What every answer says of the server. */
  record ServerFacts(String displayName, String version, String timezone) {}
}
