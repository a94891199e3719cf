// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyTextTest {

  private static final String JSON = "{\"name\":\"Zoë\"}";
  private static final Headers JSON_HEADERS = Headers.of("Content-Type", "application/json");

  @Test
  void readsPlainJson() {
    assertThat(BodyText.of(JSON_HEADERS, utf8(JSON))).isEqualTo(JSON);
  }

  @Test
  void takesContentEncodingsOffInReverseOrder() throws IOException {
    var headers =
        Headers.of("content-type", "application/json", "Content-Encoding", "deflate, gzip");
    byte[] packed = gzip(deflate(JSON.getBytes(StandardCharsets.UTF_8), false));

    assertThat(BodyText.of(headers, Body.whole(Bytes.own(packed)))).isEqualTo(JSON);
  }

  @Test
  void readsDeflateWithoutItsHeaderAndZstd() throws IOException {
    byte[] json = JSON.getBytes(StandardCharsets.UTF_8);

    assertThat(BodyText.of(encoded("deflate"), Body.whole(Bytes.own(deflate(json, true)))))
        .isEqualTo(JSON);
    assertThat(BodyText.of(encoded("zstd"), Body.whole(Bytes.own(Zstd.compress(json)))))
        .isEqualTo(JSON);
  }

  @Test
  void readsTheStartOfAGzipBodyThatWasCut() throws IOException {
    var text = "line of text\n".repeat(10_000);
    byte[] packed = gzip(text.getBytes(StandardCharsets.UTF_8));
    var cut = new Body(Bytes.copyOf(packed).prefix(packed.length / 2), packed.length, Bytes.EMPTY);
    var headers = Headers.of("content-type", "text/plain", "content-encoding", "gzip");

    var read = BodyText.of(headers, cut);

    assertThat(read).isNotEmpty();
    assertThat(text).startsWith(read);
  }

  @Test
  void readsTheDeclaredCharset() {
    var headers = Headers.of("Content-Type", "text/plain; charset=\"ISO-8859-1\"");

    assertThat(BodyText.of(headers, body("Zoë".getBytes(StandardCharsets.ISO_8859_1))))
        .isEqualTo("Zoë");
  }

  @Test
  void keepsTheFirst64KibCharactersAndNeverHalfOfOne() {
    var headers = Headers.of("Content-Type", "text/plain; charset=bogus");
    var text = "x".repeat(BodyText.LIMIT_CHARS - 1) + "😀😀";

    assertThat(BodyText.of(headers, utf8(text))).isEqualTo("x".repeat(BodyText.LIMIT_CHARS - 1));
  }

  @Test
  void hasNoTextForBinaryContentOrAnUnknownEncoding() {
    assertThat(BodyText.of(Headers.of("Content-Type", "image/png"), utf8("text"))).isEmpty();
    assertThat(BodyText.of(encoded("br"), utf8("text"))).isEmpty();
    assertThat(BodyText.of(encoded("gzip"), utf8("not gzip at all"))).isEmpty();
  }

  @Test
  void sniffsABodyWithoutAType() {
    assertThat(BodyText.of(Headers.EMPTY, utf8("plain ë"))).isEqualTo("plain ë");
    assertThat(BodyText.of(Headers.EMPTY, body(new byte[] {1, 2, 0, 4}))).isEmpty();
    assertThat(BodyText.of(Headers.EMPTY, Body.EMPTY)).isEmpty();
  }

  @Test
  void stopsUnpackingAtTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[64 * 1024 * 1024]);

    var decoded = DecodedBody.of(encoded("gzip"), Body.whole(Bytes.own(bomb)), 1000).orElseThrow();

    assertThat(decoded.bytes().length()).isEqualTo(1000);
    assertThat(decoded.complete()).isFalse();
  }

  private static Headers encoded(String coding) {
    return Headers.of("Content-Type", "application/json", "Content-Encoding", coding);
  }

  private static Body utf8(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Body body(byte[] content) {
    return Body.whole(Bytes.own(Arrays.copyOf(content, content.length)));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] content, boolean raw) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        OutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(content);
    }
    return out.toByteArray();
  }
}
