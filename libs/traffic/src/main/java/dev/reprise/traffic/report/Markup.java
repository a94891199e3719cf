// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

/**
 * Writes XML and HTML with every text escaped. Characters that XML 1.0 does not allow become
 * U+FFFD.
 */
final class Markup {

  private final StringBuilder out = new StringBuilder();

  /** Adds markup as it is: never anything from outside. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds text, escaped for content and quoted attributes alike. */
  Markup text(String text) {
    text.codePoints().forEach(this::escaped);
    return this;
  }

  private void escaped(int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isAllowed(c) ? c : 0xfffd);
    }
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  /** Adds an attribute. */
  Markup attribute(String name, String value) {
    return raw(" " + name + "=\"").text(value).raw("\"");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
