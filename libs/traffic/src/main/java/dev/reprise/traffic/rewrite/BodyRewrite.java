// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rewrite;

import com.github.luben.zstd.ZstdOutputStream;
import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Side;
import dev.reprise.traffic.place.Targets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Changes values in bodies: decodes, replaces, and encodes again as it was. */
final class BodyRewrite {

  private static final int MAX_DECODED_BYTES = 64 * 1024 * 1024;

  private BodyRewrite() {}

  /** The body with its values replaced; the same object when nothing changed. */
  static Body of(Side side, Headers headers, Body body, Substitution substitution) {
    if (body.isEmpty() || substitution.isEmpty()) {
      return body;
    }
    var type = ContentType.of(headers);
    if (!type.isTextual() && !type.media().isEmpty()) {
      return body;
    }
    var decoded = DecodedBody.of(headers, body, MAX_DECODED_BYTES).filter(DecodedBody::complete);
    if (decoded.isEmpty()) {
      return body;
    }
    var text = decoded.get().bytes().text(type.charset());
    var changed = changed(side, type, text, substitution);
    return changed.equals(text)
        ? body
        : Body.whole(encoded(headers, Bytes.of(changed, type.charset())));
  }

  private static String changed(
      Side side, ContentType type, String text, Substitution substitution) {
    if (type.isForm()) {
      return Targets.parameters(Area.FORM, text, substitution::at);
    }
    // Most bodies hold nothing that is bound; telling so costs far less than parsing.
    var plain = substitution.inText(text);
    if (plain.equals(text) && !substitution.usesInBody()) {
      return text;
    }
    return mayBeJson(type, text) ? JsonText.rewrite(side, text, substitution).orElse(plain) : plain;
  }

  private static boolean mayBeJson(ContentType type, String text) {
    var start = text.stripLeading();
    return type.isJson() || start.startsWith("{") || start.startsWith("[");
  }

  private static Bytes encoded(Headers headers, Bytes plain) {
    var out = new ByteArrayOutputStream(plain.length());
    try (OutputStream encoding = encoding(headers, out)) {
      plain.writeTo(encoding);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return Bytes.own(out.toByteArray());
  }

  private static OutputStream encoding(Headers headers, OutputStream out) throws IOException {
    OutputStream encoding = out;
    for (String coding : codings(headers).reversed()) {
      encoding =
          switch (coding) {
            case "gzip", "x-gzip" -> new GZIPOutputStream(encoding);
            case "deflate" -> new DeflaterOutputStream(encoding);
            case "zstd" -> new ZstdOutputStream(encoding);
            default -> encoding;
          };
    }
    return encoding;
  }

  private static List<String> codings(Headers headers) {
    var codings = new ArrayList<String>();
    for (String line : headers.all("content-encoding")) {
      for (String coding : line.split(",", -1)) {
        codings.add(coding.strip().toLowerCase(Locale.ROOT));
      }
    }
    return codings;
  }
}
