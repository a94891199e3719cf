// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.body;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a body, which is what filters search: content encoding and charset decoded, its start
 * only.
 *
 * <p>The warehouse stores it beside the body, and the filter in memory derives it anew; both get it
 * from here, so that they agree.
 */
public final class BodyText {

  /** How many characters (UTF-16 code units) are kept at most. */
  public static final int LIMIT_CHARS = 64 * 1024;

  private static final int MAX_BYTES_PER_CHAR = 4;
  private static final int SNIFFED_BYTES = 512;
  private static final char REPLACEMENT = '\ufffd'; // what stands for a malformed byte

  private BodyText() {}

  /**
   * The text of a body, at most {@link #LIMIT_CHARS} of it.
   *
   * @param headers of the message that the body belongs to
   * @return empty when the body is empty, not textual, or in a content encoding not known here
   */
  public static String of(Headers headers, Body body) {
    if (body.kept().isEmpty()) {
      return "";
    }
    var type = ContentType.of(headers);
    if (!type.media().isEmpty() && !type.isTextual()) {
      return "";
    }
    return DecodedBody.of(headers, body, LIMIT_CHARS * MAX_BYTES_PER_CHAR)
        .map(DecodedBody::bytes)
        .filter(decoded -> !type.media().isEmpty() || looksLikeText(decoded))
        .map(decoded -> decode(decoded, type.charset()))
        .orElse("");
  }

  /** Malformed input becomes replacement characters; a character cut in two at the end goes. */
  private static String decode(Bytes bytes, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      // Most texts are ASCII, which the JDK reads many bytes at a time; a decoder reads one by one.
      var text = bytes.text(StandardCharsets.UTF_8);
      if (text.length() == bytes.length() && text.indexOf(REPLACEMENT) < 0) {
        return text.length() <= LIMIT_CHARS ? text : text.substring(0, LIMIT_CHARS);
      }
    }
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    int room = (int) Math.ceil(bytes.length() * (double) decoder.maxCharsPerByte());
    var chars = CharBuffer.allocate(Math.min(LIMIT_CHARS, room));
    decoder.decode(bytes.buffer(), chars, false);
    int end = chars.position();
    if (end > 0 && Character.isHighSurrogate(chars.get(end - 1))) {
      end--;
    }
    return chars.flip().limit(end).toString();
  }

  /** For a body of no declared type: UTF-8 without control characters in its first bytes. */
  private static boolean looksLikeText(Bytes bytes) {
    ByteBuffer start = bytes.prefix(SNIFFED_BYTES).buffer();
    var chars = CharBuffer.allocate(SNIFFED_BYTES);
    var decoder = StandardCharsets.UTF_8.newDecoder(); // reports malformed input
    if (decoder.decode(start, chars, false).isError()) {
      return false;
    }
    return chars.flip().chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
  }
}
