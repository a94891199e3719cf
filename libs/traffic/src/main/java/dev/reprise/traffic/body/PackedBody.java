// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.body;

import com.github.luben.zstd.ZstdOutputStream;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Packs what {@link DecodedBody} has unpacked, so that a changed body still is what its headers
 * say.
 */
public final class PackedBody {

  private PackedBody() {}

  /**
   * Content in the content encoding of its message.
   *
   * @return empty when that is not known here, or several lie on top of each other; nobody does
   *     that
   */
  public static Optional<Bytes> of(Headers headers, Bytes content) {
    var coding = String.join(",", headers.all("content-encoding")).strip().toLowerCase(Locale.ROOT);
    var out = new ByteArrayOutputStream();
    try {
      OutputStream packing =
          switch (coding) {
            case "", "identity" -> out;
            case "gzip", "x-gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out);
            case "zstd" -> new ZstdOutputStream(out);
            default -> null;
          };
      if (packing == null) {
        return Optional.empty();
      }
      content.writeTo(packing);
      packing.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return Optional.of(Bytes.own(out.toByteArray()));
  }
}
