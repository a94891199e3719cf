// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes paths, queries and links apart. */
public final class Links {

  private static final int MAX_LINK_CHARS = 2048;

  private Links() {}

  /** The segments of a path, still encoded: two of {@code /users/42}. */
  public static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    int from = path.startsWith("/") ? 1 : 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      segments.add(path.substring(from, end));
      from = end + 1;
      if (slash == path.length() - 1) {
        segments.add(""); // a slash at the end names something else than none
      }
    }
    return segments;
  }

  /** The parameters of a query or form in order, decoded; one without {@code =} is empty. */
  public static List<Map.Entry<String, String>> parameters(String encoded) {
    var parameters = new ArrayList<Map.Entry<String, String>>();
    if (encoded.isEmpty()) {
      return parameters;
    }
    for (String parameter : encoded.split("&", -1)) {
      int equals = parameter.indexOf('=');
      var name = equals < 0 ? parameter : parameter.substring(0, equals);
      var value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.add(Map.entry(decodedForm(name), decodedForm(value)));
    }
    return parameters;
  }

  /** Without percent-encoding; text that is not well encoded stays as it is. */
  static String decoded(String text) {
    // A plus sign means itself in a path.
    return text.indexOf('%') < 0 ? text : decodedForm(text.replace("+", "%2B"));
  }

  private static String decodedForm(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /** Whether a value is a link: absolute over HTTP, or a path from the root. */
  static boolean isLink(String text) {
    if (text.length() < 2 || text.length() > MAX_LINK_CHARS) {
      return false;
    }
    boolean rooted = text.charAt(0) == '/' && text.charAt(1) != '/';
    return (rooted || text.startsWith("http://") || text.startsWith("https://"))
        && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '<' || c == '>');
  }

  /** Where the path of a link begins; its length when it has none. */
  static int pathStart(String link) {
    int scheme = link.indexOf("://");
    if (link.charAt(0) == '/' || scheme < 0) {
      return 0;
    }
    for (int i = scheme + 3; i < link.length(); i++) {
      char c = link.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return link.length();
  }
}
