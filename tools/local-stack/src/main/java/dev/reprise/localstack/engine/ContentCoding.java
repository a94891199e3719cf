// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** HTTP's content encodings, in both directions. */
final class ContentCoding {

  private static final int BUFFER_BYTES = 1 << 16;

  private ContentCoding() {}

  /**
   * The body behind an encoding.
   *
   * @throws EngineError if the encoding is not known
   */
  static InputStream decoded(String encoding, InputStream body) throws EngineError, IOException {
    return switch (encoding) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> new GZIPInputStream(body, BUFFER_BYTES);
      case "deflate" -> new InflaterInputStream(body);
      case "lz4" -> new LZ4FrameInputStream(body);
      case "zstd" -> new ZstdInputStream(body);
      default ->
          throw EngineError.of(
              ErrorCode.NOT_IMPLEMENTED,
              "Unknown Content-Encoding " + encoding + ". Use gzip, deflate, lz4 or zstd");
    };
  }

  /** The encoding to answer in, the cheapest that the client accepts. */
  static Optional<String> accepted(String acceptEncoding) {
    return Stream.of("lz4", "zstd", "gzip").filter(acceptEncoding::contains).findFirst();
  }

  /** A stream that encodes into another; closing it ends the encoding and closes the other. */
  static OutputStream encoding(String encoding, OutputStream target) throws IOException {
    return switch (encoding) {
      case "gzip" -> new GZIPOutputStream(target, BUFFER_BYTES);
      case "zstd" -> new ZstdOutputStream(target);
      case "lz4" -> new LZ4FrameOutputStream(target);
      default -> throw new IllegalArgumentException("No such encoding: " + encoding);
    };
  }
}
