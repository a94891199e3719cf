// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import dev.reprise.wire.http1.Authority;
import dev.reprise.wire.http1.Destination;
import dev.reprise.wire.http1.RequestHead;
import dev.reprise.wire.http1.Undecodable;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What becomes of a request to a proxy, as its head says. */
sealed interface Routing {

  /**
   * It goes to a server.
   *
   * @param head as the server is to get it
   * @param isLast whether the client's connection ends with the response to it
   */
  record ToServer(RequestHead head, Destination destination, boolean isLast) implements Routing {}

  /**
   * It goes nowhere.
   *
   * @param text why, for the client to read
   */
  record Refused(HttpResponseStatus status, String text) implements Routing {

    /** What is answered where the bytes are no request that can be passed on. */
    static Refused because(Undecodable reason) {
      var status =
          switch (reason) {
            case HEAD_TOO_LONG -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            case UNKNOWN_CODING -> HttpResponseStatus.NOT_IMPLEMENTED;
            case OVER_BUDGET -> HttpResponseStatus.SERVICE_UNAVAILABLE;
            default -> HttpResponseStatus.BAD_REQUEST;
          };
      return new Refused(status, reason.meaning());
    }

    private static Refused badRequest(String text) {
      return new Refused(HttpResponseStatus.BAD_REQUEST, text);
    }
  }

  /** Decides on a request whose framing is understood. */
  static Routing of(RequestHead head) {
    var hosts = head.headers().all("host");
    boolean newer = !head.version().equals("HTTP/1.0");
    if (head.method().equals("CONNECT")) {
      return Refused.badRequest("a CONNECT must be the first request of its connection");
    }
    // RFC 9112, section 3.2
    if (hosts.size() > 1 || (newer && hosts.isEmpty())) {
      return Refused.badRequest("a request needs one Host header, not " + hosts.size());
    }
    if (!hosts.isEmpty() && !hosts.getFirst().isEmpty() && !isHost(hosts.getFirst())) {
      return Refused.badRequest("the Host header is not a host");
    }
    return Destination.of(head, "http")
        .<Routing>map(to ->
            new ToServer(
                RequestRewrite.forServer(head, to),
                to,
                !newer || ConnectionOptions.of(head.headers()).closes()))
        .orElseGet(() -> Refused.badRequest("neither the target nor a Host header names a server"));
  }

  private static boolean isHost(String value) {
    return Authority.parse(value, Authority.defaultPort("http")).isPresent();
  }
}
