// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import static dev.reprise.wire.http1.Undecodable.AMBIGUOUS_LENGTH;
import static dev.reprise.wire.http1.Undecodable.BAD_LENGTH;
import static dev.reprise.wire.http1.Undecodable.UNASKED_UPGRADE;
import static dev.reprise.wire.http1.Undecodable.UNENDED_CODING;
import static dev.reprise.wire.http1.Undecodable.UNKNOWN_CODING;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;

/**
 * The rules of RFC 9112, section 6.3, that say where a message ends; where the RFC lets a reader
 * choose, these refuse.
 */
public final class FramingRules {

  private static final long NOT_GIVEN = -1;
  private static final int MAX_LENGTH_DIGITS = 18; // any such number fits a long

  private FramingRules() {}

  /**
   * Where a request ends.
   *
   * @throws FramingException if its length is ambiguous or not understood
   */
  public static Framing ofRequest(RequestHead head) throws FramingException {
    return declared(head.headers(), head.version(), Framing.NOTHING);
  }

  /**
   * Where a response ends.
   *
   * @param asked the request it answers
   * @throws FramingException if its length is ambiguous or not understood, or if it leaves HTTP
   *     where the request did not offer that
   */
  public static Framing ofResponse(ResponseHead head, RequestHead asked) throws FramingException {
    int status = head.status();
    if (status == 101 && !asked.offersUpgrade()) {
      throw new FramingException(UNASKED_UPGRADE);
    }
    if (status < 200 && status != 101) {
      return Framing.INTERIM;
    }
    if (status == 101
        || status == 204
        || status == 304
        || asked.method().equals("HEAD")
        || head.opensTunnel(asked.method())) {
      return Framing.NOTHING;
    }
    return declared(head.headers(), head.version(), Framing.UNTIL_CLOSE);
  }

  private static Framing declared(Headers headers, String version, Framing otherwise)
      throws FramingException {
    long length = NOT_GIVEN;
    boolean coded = false;
    for (Header line : headers) {
      String name = line.name();
      if (name.length() == 14 && name.equalsIgnoreCase("content-length")) {
        length = contentLength(line.value(), length);
      } else if (name.length() == 17 && name.equalsIgnoreCase("transfer-encoding")) {
        requireChunked(line.value(), coded);
        coded = true;
      }
    }
    if (coded) {
      if (length != NOT_GIVEN || version.equals("HTTP/1.0")) {
        throw new FramingException(AMBIGUOUS_LENGTH);
      }
      return Framing.CHUNKED;
    }
    if (length == NOT_GIVEN) {
      return otherwise;
    }
    return length == 0 ? Framing.NOTHING : new Framing.Length(length);
  }

  private static void requireChunked(String codings, boolean known) throws FramingException {
    if (known || !codings.equalsIgnoreCase("chunked")) {
      int last = codings.lastIndexOf(',') + 1;
      boolean ended =
          !known && trimmed(codings, last, codings.length()).equalsIgnoreCase("chunked");
      throw new FramingException(ended ? UNKNOWN_CODING : UNENDED_CODING);
    }
  }

  /** Reads one line, which may be a list of one and the same number, and holds it to the others. */
  private static long contentLength(String value, long known) throws FramingException {
    long length = known;
    int from = 0;
    do {
      int comma = value.indexOf(',', from);
      int to = comma < 0 ? value.length() : comma;
      long member = number(trimmed(value, from, to));
      if (length != NOT_GIVEN && length != member) {
        throw new FramingException(AMBIGUOUS_LENGTH);
      }
      length = member;
      from = to + 1;
    } while (from <= value.length());
    return length;
  }

  // Only what the RFC calls optional whitespace: anything else is not there by accident.
  private static String trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static long number(String digits) throws FramingException {
    if (digits.isEmpty() || digits.length() > MAX_LENGTH_DIGITS) {
      throw new FramingException(BAD_LENGTH);
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new FramingException(BAD_LENGTH);
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
