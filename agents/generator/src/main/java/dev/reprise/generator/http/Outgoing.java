// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.http;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes requests fit to leave for a target: what belonged to the recorded connection is left out,
 * Host and framing are set, and headers that a config asks for.
 *
 * @param target where they go
 * @param keepsHost whether they carry the recorded Host
 * @param set headers to set, by name
 */
public record Outgoing(Target target, boolean keepsHost, Map<String, String> set) {

  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "upgrade",
          "expect",
          "http2-settings",
          "content-length");
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

  /** Copies the map. */
  public Outgoing {
    set = Map.copyOf(set);
  }

  /** The request as it leaves. */
  public Request of(Request request) {
    return new Request(
        request.method(),
        target.scheme(),
        keepsHost ? request.authority() : target.authority(),
        target.pathPrefix() + request.target(),
        "HTTP/1.1",
        headers(request),
        request.body(),
        request.trailers());
  }

  private Headers headers(Request request) {
    var lines = new ArrayList<Header>(request.headers().lines().size() + set.size() + 2);
    String host = keepsHost ? request.authority() : target.authority();
    boolean hasHost = request.headers().first("host").isPresent();
    boolean chunked = false;
    if (!hasHost) {
      lines.add(new Header("Host", host));
    }
    var given = new HashSet<String>();
    for (Header line : request.headers()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (name.equals("host")) {
        lines.add(new Header(line.name(), host));
      } else if (name.equals("transfer-encoding")) {
        chunked = true;
      } else if (!OF_THE_CONNECTION.contains(name) && !isSet(name)) {
        lines.add(line);
      }
      given.add(name);
    }
    set.forEach((name, value) -> lines.add(new Header(name, value)));
    if (chunked) {
      lines.add(new Header("Transfer-Encoding", "chunked"));
    } else if (!request.body().isEmpty()
        || given.contains("content-length")
        || !WITHOUT_BODY.contains(request.method())) {
      int length = request.body().kept().length();
      lines.add(new Header("Content-Length", Integer.toString(length)));
    }
    return new Headers(lines);
  }

  private boolean isSet(String name) {
    return set.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Without the values of headers: they may be secrets. */
  @Override
  public String toString() {
    return "requests to " + target.base();
  }
}
