// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.body;

import dev.reprise.traffic.pair.Headers;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/**
 * What a message says its body is.
 *
 * @param media e.g. {@code application/json}, in lower case; empty when nothing was said
 * @param charset as said, else UTF-8
 */
public record ContentType(String media, Charset charset) {

  /** Reads the first {@code Content-Type} line. */
  public static ContentType of(Headers headers) {
    return parse(headers.first("content-type").orElse(""));
  }

  private static ContentType parse(String value) {
    var charset = StandardCharsets.UTF_8;
    var parts = value.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
        charset = charsetNamed(parameter.substring(8).replace("\"", "").strip());
      }
    }
    return new ContentType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
  }

  private static Charset charsetNamed(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return StandardCharsets.UTF_8;
    }
  }

  /** Whether it is JSON of any dialect. */
  public boolean isJson() {
    return switch (media) {
      case "application/json", "text/json", "application/x-ndjson", "application/graphql+json" ->
          true;
      default -> media.endsWith("+json");
    };
  }

  /** Whether it is XML of any dialect, but not HTML. */
  public boolean isXml() {
    return switch (media) {
      case "application/xml", "text/xml" -> true;
      default -> media.endsWith("+xml") && !isHtml();
    };
  }

  /** Whether it is a page. */
  public boolean isHtml() {
    return media.equals("text/html") || media.equals("application/xhtml+xml");
  }

  /** Whether it is a form of name and value pairs. */
  public boolean isForm() {
    return media.equals("application/x-www-form-urlencoded");
  }

  /** Whether a person can read it. */
  public boolean isTextual() {
    return media.startsWith("text/")
        || isJson()
        || isXml()
        || isHtml()
        || isForm()
        || switch (media) {
          case "application/javascript",
              "application/ecmascript",
              "application/graphql",
              "application/yaml",
              "application/x-yaml",
              "application/sql",
              "application/toml" ->
              true;
          default -> media.endsWith("+yaml");
        };
  }
}
