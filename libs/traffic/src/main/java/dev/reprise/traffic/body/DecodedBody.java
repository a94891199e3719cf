// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.body;

import com.github.luben.zstd.ZstdInputStream;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A body without its content encoding (gzip, deflate, zstd), as far as it could be decoded.
 *
 * <p><b>Bounds:</b> decoding stops at a limit, so a small body that unpacks to a huge one costs no
 * more than the limit.
 *
 * @param bytes the decoded body, or its start
 * @param complete whether that is all of it: false when the body was truncated, damaged, or longer
 *     than the limit
 */
public record DecodedBody(Bytes bytes, boolean complete) {

  /**
   * Decodes a body.
   *
   * @param headers of the message that the body belongs to
   * @param limitBytes how much to decode at most
   * @return empty when the content encoding is not known here (such as {@code br})
   */
  public static Optional<DecodedBody> of(Headers headers, Body body, int limitBytes) {
    var codings = codings(headers);
    if (codings.isEmpty()) {
      var kept = body.kept().prefix(limitBytes);
      return Optional.of(new DecodedBody(kept, kept.length() == body.wireBytes()));
    }
    if (!codings.stream().allMatch(DecodedBody::isKnown)) {
      return Optional.empty();
    }
    return Optional.of(unpack(codings, body, limitBytes));
  }

  private static List<String> codings(Headers headers) {
    var codings = new ArrayList<String>();
    for (String line : headers.all("content-encoding")) {
      for (String coding : line.split(",", -1)) {
        var name = coding.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !name.equals("identity")) {
          codings.add(name);
        }
      }
    }
    return codings;
  }

  private static boolean isKnown(String coding) {
    return switch (coding) {
      case "gzip", "x-gzip", "deflate", "zstd" -> true;
      default -> false;
    };
  }

  private static DecodedBody unpack(List<String> codings, Body body, int limitBytes) {
    var out = new ByteArrayOutputStream();
    boolean ended = false;
    try {
      InputStream in = new ByteArrayInputStream(body.kept().toArray());
      for (String coding : codings.reversed()) { // the last one applied comes off first
        in = unpacking(coding, in);
      }
      ended = copy(in, out, limitBytes);
      in.close();
    } catch (IOException _) {
      // Cut short or damaged: what was decoded before is what there is.
    }
    return new DecodedBody(Bytes.own(out.toByteArray()), ended && !body.isTruncated());
  }

  private static InputStream unpacking(String coding, InputStream packed) throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(packed);
      case "zstd" -> new ZstdInputStream(packed);
      default -> inflating(packed);
    };
  }

  /** Deflate means the zlib format, but senders that leave out its header are common. */
  private static InputStream inflating(InputStream packed) throws IOException {
    byte[] content = packed.readAllBytes();
    boolean zlib =
        content.length >= 2
            && (content[0] & 0x0f) == 8
            && (((content[0] & 0xff) << 8) | (content[1] & 0xff)) % 31 == 0;
    return new InflaterInputStream(new ByteArrayInputStream(content), new Inflater(!zlib)) {
      @Override
      public void close() throws IOException {
        super.close();
        inf.end();
      }
    };
  }

  /** Copies up to the limit; true when the input ended before it. */
  private static boolean copy(InputStream in, ByteArrayOutputStream out, int limitBytes)
      throws IOException {
    byte[] buffer = new byte[8192];
    while (out.size() < limitBytes) {
      int read = in.read(buffer, 0, Math.min(buffer.length, limitBytes - out.size()));
      if (read < 0) {
        return true;
      }
      out.write(buffer, 0, read);
    }
    return in.read() < 0;
  }
}
