// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;

/**
 * Changes values inside paths, queries, forms and links, each at its place, and leaves every other
 * character as it was.
 */
public final class Targets {

  /** What stands at a place from now on. */
  @FunctionalInterface
  public interface Change {
    /** The new value of a place; the old one where nothing changes. */
    String at(Place place, String value);
  }

  private Targets() {}

  /** Whether a value is a link, whose parts stand at places of their own. */
  public static boolean isLink(String text) {
    return Links.isLink(text);
  }

  /** Changes the segments of a request's path. */
  public static String path(String path, Change change) {
    return path(Place.of(Side.REQUEST, Area.PATH, ""), path, change);
  }

  /** Changes the parameters of a request's query, or the fields of its form. */
  public static String parameters(Area area, String encoded, Change change) {
    return parameters(
        encoded, (name, value) -> change.at(Place.of(Side.REQUEST, area, name), value));
  }

  /** Changes the parts of a link that stands at a place. */
  public static String link(Place place, String link, Change change) {
    int pathStart = Links.pathStart(link);
    int fragment = link.indexOf('#', pathStart);
    int whole = fragment < 0 ? link.length() : fragment;
    int mark = link.indexOf('?', pathStart);
    int pathEnd = mark < 0 || mark > whole ? whole : mark;
    var out = new StringBuilder();
    if (pathStart > 0) {
      out.append(change.at(place.at("authority"), link.substring(0, pathStart)));
    }
    out.append(path(place, link.substring(pathStart, pathEnd), change));
    if (pathEnd < whole) {
      out.append('?').append(query(place, link.substring(pathEnd + 1, whole), change));
    }
    if (fragment >= 0) {
      out.append('#').append(change.at(place.at("fragment"), link.substring(fragment + 1)));
    }
    return out.toString();
  }

  private static String path(Place place, String path, Change change) {
    var out = new StringBuilder(path.length());
    int from = 0;
    if (path.startsWith("/")) {
      out.append('/');
      from = 1;
    }
    for (int index = 0; from < path.length(); index++) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      var segment = path.substring(from, end);
      var at =
          place.area() == Area.PATH
              ? Place.of(place.side(), Area.PATH, Integer.toString(index))
              : place.at("path[" + index + "]");
      var decoded = Links.decoded(segment);
      var changed = change.at(at, decoded);
      out.append(changed.equals(decoded) ? segment : encoded(changed).replace("+", "%20"));
      if (slash >= 0) {
        out.append('/');
      }
      from = end + 1;
    }
    return out.toString();
  }

  private static String query(Place place, String query, Change change) {
    var seen = new HashMap<String, Integer>();
    return parameters(
        query,
        (name, value) -> {
          var part = new StringBuilder("query");
          Names.append(part, name);
          int repeat = seen.merge(part.toString(), 1, Integer::sum) - 1;
          if (repeat > 0) {
            part.append('(').append(repeat).append(')');
          }
          return change.at(place.at(part.toString()), value);
        });
  }

  private interface Parameter {
    String changed(String name, String value);
  }

  private static String parameters(String encoded, Parameter parameter) {
    if (encoded.isEmpty()) {
      return encoded;
    }
    var parts = encoded.split("&", -1);
    var decoded = Links.parameters(encoded);
    var out = new StringBuilder(encoded.length());
    for (int i = 0; i < parts.length; i++) {
      out.append(i == 0 ? "" : "&");
      var value = decoded.get(i).getValue();
      var changed = parameter.changed(decoded.get(i).getKey(), value);
      int equals = parts[i].indexOf('=');
      out.append(
          changed.equals(value) || equals < 0
              ? parts[i]
              : parts[i].substring(0, equals + 1) + encoded(changed));
    }
    return out.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
