// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a message, in the order of the message: path segments, query, headers that an
 * application reads or writes, cookies, and the body (JSON and forms value by value, short text as
 * one value, anything else as its hash).
 *
 * <p>Bodies are read without their content encoding. What only concerns a connection (such as
 * {@code Connection} or {@code Content-Length}) is left out, and of requests also what only
 * describes the client (such as {@code User-Agent}).
 *
 * <p><b>Cost:</b> linear in the message; one object a value.
 */
public final class Leaves {

  private static final Set<String> OF_CONNECTIONS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "via");
  private static final Set<String> OF_CLIENTS =
      Set.of(
          "host",
          "accept",
          "accept-encoding",
          "accept-language",
          "accept-charset",
          "user-agent",
          "cache-control",
          "pragma",
          "content-type",
          "content-encoding",
          "date",
          "dnt",
          "expect",
          "forwarded",
          "http2-settings",
          "origin",
          "referer",
          "upgrade-insecure-requests");

  private static final Set<String> IN_PART =
      Set.of("authorization", "etag", "if-match", "if-none-match");

  private Leaves() {}

  /** All values of a request. */
  public static List<Leaf> of(Request request) {
    return of(request, Integer.MAX_VALUE);
  }

  /** The first values of a request. */
  public static List<Leaf> of(Request request, int limit) {
    var sink = new LeafSink(limit);
    path(sink, request.path());
    pairs(sink, Area.QUERY, request.query());
    for (Header line : request.headers()) {
      var name = line.name().toLowerCase(Locale.ROOT);
      if (name.equals("cookie")) {
        cookies(sink, line.value());
      } else if (!OF_CONNECTIONS.contains(name) && !isOfClient(name)) {
        header(sink, Side.REQUEST, name, line.value());
      }
    }
    BodyLeaves.walk(sink, Side.REQUEST, request.headers(), request.body());
    return sink.leaves();
  }

  /** All values of a response. */
  public static List<Leaf> of(Response response) {
    return of(response, Integer.MAX_VALUE);
  }

  /** The first values of a response. */
  public static List<Leaf> of(Response response, int limit) {
    var sink = new LeafSink(limit);
    for (Header line : response.headers()) {
      var name = line.name().toLowerCase(Locale.ROOT);
      if (name.equals("set-cookie")) {
        setCookie(sink, line.value());
      } else if (!OF_CONNECTIONS.contains(name)) {
        header(sink, Side.RESPONSE, name, line.value());
      }
    }
    BodyLeaves.walk(sink, Side.RESPONSE, response.headers(), response.body());
    return sink.leaves();
  }

  /** The values of a request's path and query alone. */
  public static List<Leaf> ofTarget(Request request) {
    var sink = new LeafSink(Integer.MAX_VALUE);
    path(sink, request.path());
    pairs(sink, Area.QUERY, request.query());
    return sink.leaves();
  }

  /** The cookies that a request carries, by name. */
  public static Map<String, String> cookies(Headers headers) {
    var sink = new LeafSink(Integer.MAX_VALUE);
    headers.all("cookie").forEach(line -> cookies(sink, line));
    var cookies = new HashMap<String, String>();
    sink.leaves().forEach(leaf -> cookies.put(leaf.place().name(), leaf.text()));
    return cookies;
  }

  /**
   * Where the value of a response's header stands, if it is taken as it was sent; empty for
   * cookies, for what is taken apart first, and for what only concerns a connection.
   */
  public static Optional<Place> ofWholeHeader(String header) {
    var name = header.toLowerCase(Locale.ROOT);
    boolean isWhole = !name.equals("set-cookie") && !IN_PART.contains(name);
    return isWhole && !OF_CONNECTIONS.contains(name)
        ? Optional.of(Place.of(Side.RESPONSE, Area.HEADER, name))
        : Optional.empty();
  }

  private static boolean isOfClient(String name) {
    return OF_CLIENTS.contains(name)
        || name.startsWith("sec-")
        || name.startsWith("x-forwarded-")
        || name.equals("x-real-ip");
  }

  private static void path(LeafSink sink, String path) {
    int index = 0;
    for (String segment : Links.segments(path)) {
      sink.add(Side.REQUEST, Area.PATH, Integer.toString(index++), Links.decoded(segment));
    }
  }

  static void pairs(LeafSink sink, Area area, String encoded) {
    for (var parameter : Links.parameters(encoded)) {
      sink.addLinked(Side.REQUEST, area, parameter.getKey(), parameter.getValue());
    }
  }

  private static void header(LeafSink sink, Side side, String name, String value) {
    var text =
        switch (name) {
          case "authorization" -> afterScheme(value);
          case "etag", "if-match", "if-none-match" -> unquoted(value);
          default -> value;
        };
    sink.addLinked(side, Area.HEADER, name, text);
  }

  private static String afterScheme(String credentials) {
    int space = credentials.indexOf(' ');
    var token = credentials.substring(space + 1).strip();
    return space < 0 || token.indexOf(' ') >= 0 ? credentials : token;
  }

  private static String unquoted(String tag) {
    var strong = tag.startsWith("W/") ? tag.substring(2) : tag;
    return strong.length() >= 2 && strong.startsWith("\"") && strong.endsWith("\"")
        ? strong.substring(1, strong.length() - 1)
        : tag;
  }

  private static void cookies(LeafSink sink, String line) {
    for (String cookie : line.split(";", -1)) {
      cookie(sink, Side.REQUEST, cookie);
    }
  }

  private static void setCookie(LeafSink sink, String line) {
    int semicolon = line.indexOf(';');
    cookie(sink, Side.RESPONSE, semicolon < 0 ? line : line.substring(0, semicolon));
  }

  private static void cookie(LeafSink sink, Side side, String cookie) {
    int equals = cookie.indexOf('=');
    if (equals > 0) {
      sink.add(
          side,
          Area.COOKIE,
          cookie.substring(0, equals).strip(),
          cookie.substring(equals + 1).strip());
    }
  }
}
