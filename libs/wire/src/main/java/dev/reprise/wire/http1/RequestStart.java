// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.wire.http1;

import io.netty.buffer.ByteBuf;

/**
 * What the first bytes of a client look like, before anybody takes part in the conversation: a
 * request of HTTP/1 begins with a method, a space, and a target that is a path, {@code *} or a URI;
 * after CONNECT it is an authority (RFC 9112, section 3). HTTP/2's preface begins so, too, and is
 * told apart.
 *
 * <p>A look only: what begins like a request may still turn out to be none.
 */
public enum RequestStart {
  /** Like a request so far, but too few bytes to tell. */
  INCOMPLETE,
  /** A request of HTTP/1. */
  HTTP1,
  /** Anything else. */
  OTHER;

  private static final int LONGEST_METHOD = 32;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String TUNNEL = "CONNECT ";
  private static final String PREFACE = "PRI * HTTP/2";
  private static final String SCHEME = "http";

  /**
   * Looks at the bytes from the reader index on.
   *
   * @param borrowed left as it is
   */
  public static RequestStart of(ByteBuf borrowed) {
    int length = borrowed.readableBytes();
    for (int i = 0; i < Math.min(length, LONGEST_METHOD + 1); i++) {
      byte b = borrowed.getByte(borrowed.readerIndex() + i);
      if (b == ' ' && i > 0) {
        return afterMethod(borrowed, i + 1);
      }
      if (!isTokenByte(b)) {
        return OTHER;
      }
    }
    return length > LONGEST_METHOD ? OTHER : INCOMPLETE;
  }

  private static RequestStart afterMethod(ByteBuf borrowed, int target) {
    var preface = compare(borrowed, 0, PREFACE);
    if (preface != OTHER) {
      return preface == HTTP1 ? OTHER : INCOMPLETE;
    }
    if (borrowed.readableBytes() == target) {
      return INCOMPLETE;
    }
    byte first = borrowed.getByte(borrowed.readerIndex() + target);
    return first == '/' || first == '*' || compare(borrowed, 0, TUNNEL) == HTTP1
        ? HTTP1
        : compare(borrowed, target, SCHEME);
  }

  /** HTTP1 where the whole text stands there, in whichever case. */
  private static RequestStart compare(ByteBuf borrowed, int at, String text) {
    int there = Math.min(borrowed.readableBytes() - at, text.length());
    for (int i = 0; i < there; i++) {
      char c = (char) borrowed.getByte(borrowed.readerIndex() + at + i);
      if (Character.toLowerCase(c) != Character.toLowerCase(text.charAt(i))) {
        return OTHER;
      }
    }
    return there == text.length() ? HTTP1 : INCOMPLETE;
  }

  private static boolean isTokenByte(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || TOKEN_MARKS.indexOf(b) >= 0;
  }
}
