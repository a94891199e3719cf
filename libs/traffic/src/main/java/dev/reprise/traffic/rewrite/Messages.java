// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rewrite;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.place.Area;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.place.Side;
import dev.reprise.traffic.place.Targets;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Puts what recorded values have become into messages. {@code Content-Length} follows the body;
 * everything else stays as recorded.
 *
 * <p><b>Cost:</b> nothing where nothing is bound; else linear in the message.
 */
public final class Messages {

  private Messages() {}

  /** The request as it must be sent in this run. */
  public static Request rewrite(Request request, Substitution substitution) {
    if (substitution.isEmpty()) {
      return request;
    }
    var body = BodyRewrite.of(Side.REQUEST, request.headers(), request.body(), substitution);
    return new Request(
        request.method(),
        request.scheme(),
        request.authority(),
        target(request, substitution),
        request.version(),
        headers(Side.REQUEST, request.headers(), request.body(), body, substitution),
        body,
        request.trailers());
  }

  /** The answer as it must be given in this run. */
  public static Response rewrite(Response response, Substitution substitution) {
    if (substitution.isEmpty()) {
      return response;
    }
    var body = BodyRewrite.of(Side.RESPONSE, response.headers(), response.body(), substitution);
    return new Response(
        response.status(),
        response.reason(),
        response.version(),
        headers(Side.RESPONSE, response.headers(), response.body(), body, substitution),
        body,
        response.trailers());
  }

  private static String target(Request request, Substitution substitution) {
    var path = Targets.path(request.path(), substitution::at);
    return request.target().indexOf('?') < 0
        ? path
        : path + '?' + Targets.parameters(Area.QUERY, request.query(), substitution::at);
  }

  private static Headers headers(
      Side side, Headers headers, Body before, Body after, Substitution substitution) {
    var lines = new ArrayList<Header>(headers.lines().size());
    for (Header line : headers) {
      var name = line.name().toLowerCase(Locale.ROOT);
      var value =
          switch (name) {
            case "content-length" ->
                before.equals(after) ? line.value() : Long.toString(after.wireBytes());
            case "cookie", "set-cookie" -> cookies(side, line.value(), substitution);
            default -> header(side, name, line.value(), substitution);
          };
      lines.add(new Header(line.name(), value));
    }
    return new Headers(lines);
  }

  private static String header(Side side, String name, String value, Substitution substitution) {
    int space = name.equals("authorization") ? value.indexOf(' ') + 1 : 0;
    var place = Place.of(side, Area.HEADER, name);
    return value.substring(0, space) + substitution.at(place, value.substring(space));
  }

  // Only the cookies' values; attributes of a set cookie have no place of their own.
  private static String cookies(Side side, String line, Substitution substitution) {
    var parts = line.split(";", -1);
    int last = side == Side.REQUEST ? parts.length : 1;
    for (int i = 0; i < last; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        var place = Place.of(side, Area.COOKIE, parts[i].substring(0, equals).strip());
        var value = parts[i].substring(equals + 1);
        parts[i] =
            parts[i].substring(0, equals + 1) + substitution.at(place, value.stripTrailing());
      }
    }
    return String.join(";", parts);
  }
}
