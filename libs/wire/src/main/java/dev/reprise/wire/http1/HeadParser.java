// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Undecodable.BAD_HEADER;
import static dev.reprise.wire.http1.Undecodable.BAD_START_LINE;
import static dev.reprise.wire.http1.Undecodable.NOT_HTTP_1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import java.util.ArrayList;

/**
 * Reads whole heads. {@link MessageStream} has found their ends before and made sure that every
 * line ends with CR LF and that no CR or LF stands anywhere else.
 *
 * <p><b>Cost:</b> one string a name and value.
 */
public final class HeadParser {

  private static final int EXPECTED_LINES = 12;
  private static final boolean[] TOKEN = tokenCharacters();

  private HeadParser() {}

  /**
   * Reads a request's head.
   *
   * @param to after the empty line
   * @throws FramingException if it is malformed
   */
  public static RequestHead request(byte[] buf, int from, int to) throws FramingException {
    int end = lineEnd(buf, from);
    int methodEnd = tokenEnd(buf, from, end);
    if (methodEnd == from || methodEnd == end || buf[methodEnd] != ' ') {
      throw new FramingException(BAD_START_LINE);
    }
    int target = methodEnd + 1;
    int targetEnd = target;
    while (targetEnd < end && isTarget(buf[targetEnd])) {
      targetEnd++;
    }
    if (targetEnd == target || targetEnd == end || buf[targetEnd] != ' ') {
      throw new FramingException(BAD_START_LINE);
    }
    return new RequestHead(
        text(buf, from, methodEnd),
        text(buf, target, targetEnd),
        version(buf, targetEnd + 1, end),
        fields(buf, end + 2, to));
  }

  /**
   * Reads a response's head. A status line that ends after the status, without the space that RFC
   * 9112 asks for, is accepted: some servers send it, and it misleads nobody.
   *
   * @param to after the empty line
   * @throws FramingException if it is malformed
   */
  public static ResponseHead response(byte[] buf, int from, int to) throws FramingException {
    int end = lineEnd(buf, from);
    int versionEnd = Math.min(from + 8, end);
    String version = version(buf, from, versionEnd);
    int reason = versionEnd + 5;
    if (versionEnd == end || buf[versionEnd] != ' ' || end < versionEnd + 4) {
      throw new FramingException(BAD_START_LINE);
    }
    int status = 0;
    for (int i = versionEnd + 1; i < versionEnd + 4; i++) {
      int digit = buf[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new FramingException(BAD_START_LINE);
      }
      status = status * 10 + digit;
    }
    if (status < 100 || (end > versionEnd + 4 && buf[versionEnd + 4] != ' ')) {
      throw new FramingException(BAD_START_LINE);
    }
    String phrase = reason < end ? text(buf, reason, end) : "";
    return new ResponseHead(status, phrase, version, fields(buf, end + 2, to));
  }

  /**
   * Reads header lines up to an empty one.
   *
   * @param to after the empty line
   * @throws FramingException if one is malformed
   */
  public static Headers fields(byte[] buf, int from, int to) throws FramingException {
    if (to - from == 2) {
      return Headers.EMPTY;
    }
    var lines = new ArrayList<Header>(EXPECTED_LINES);
    int line = from;
    int end = lineEnd(buf, line);
    while (end > line) {
      lines.add(field(buf, line, end));
      line = end + 2;
      end = lineEnd(buf, line);
    }
    return new Headers(lines);
  }

  private static Header field(byte[] buf, int from, int end) throws FramingException {
    int colon = tokenEnd(buf, from, end);
    if (colon == from || colon == end || buf[colon] != ':') {
      throw new FramingException(BAD_HEADER);
    }
    int value = colon + 1;
    while (value < end && isBlank(buf[value])) {
      value++;
    }
    int valueEnd = end;
    while (valueEnd > value && isBlank(buf[valueEnd - 1])) {
      valueEnd--;
    }
    for (int i = value; i < valueEnd; i++) {
      if (buf[i] == 0) {
        throw new FramingException(BAD_HEADER);
      }
    }
    return new Header(text(buf, from, colon), text(buf, value, valueEnd));
  }

  private static String version(byte[] buf, int from, int to) throws FramingException {
    boolean known =
        to - from == 8
            && buf[from] == 'H'
            && buf[from + 1] == 'T'
            && buf[from + 2] == 'T'
            && buf[from + 3] == 'P'
            && buf[from + 4] == '/'
            && buf[from + 5] == '1'
            && buf[from + 6] == '.';
    if (!known || (buf[from + 7] != '0' && buf[from + 7] != '1')) {
      throw new FramingException(NOT_HTTP_1);
    }
    return buf[from + 7] == '1' ? "HTTP/1.1" : "HTTP/1.0";
  }

  private static int lineEnd(byte[] buf, int from) {
    int i = from;
    while (buf[i] != '\r') {
      i++;
    }
    return i;
  }

  private static int tokenEnd(byte[] buf, int from, int end) {
    int i = from;
    while (i < end && isTokenCharacter(buf[i])) {
      i++;
    }
    return i;
  }

  static boolean isTokenCharacter(byte b) {
    return b >= 0 && TOKEN[b];
  }

  private static boolean isTarget(byte b) {
    return b < 0 || (b > ' ' && b != 0x7f);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static String text(byte[] buf, int from, int to) {
    return new String(buf, from, to - from, ISO_8859_1);
  }

  private static boolean[] tokenCharacters() {
    var token = new boolean[128];
    for (char c = '0'; c <= 'z'; c++) {
      token[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      token[c] = true;
    }
    return token;
  }
}
