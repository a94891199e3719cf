// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.util.ArrayList;
import java.util.Locale;

/**
 * How an answer is framed on this connection: chunked where it was, else with its length. So the
 * connection can be kept where the recorded one had ended with its answer.
 *
 * @param answer with the headers that it is sent with
 * @param hasBody whether the client waits for one
 * @param isChunked whether it comes in chunks
 * @param closes whether the connection ends after it
 */
record AnswerFrame(Response answer, boolean hasBody, boolean isChunked, boolean closes) {

  /**
   * @param keepsAlive whether the client wants the connection kept
   */
  static AnswerFrame of(Response answer, Request request, boolean keepsAlive) {
    boolean hasBody = !request.method().equals("HEAD") && mayHaveBody(answer.status());
    boolean wasChunked = names(answer.headers(), "transfer-encoding", "chunked");
    boolean isChunked = wasChunked && !request.version().equals("HTTP/1.0");
    boolean closes =
        !keepsAlive
            || names(answer.headers(), "connection", "close")
            || answer.status() == 101
            || (hasBody && answer.body().isTruncated())
            || (answer.version().equals("HTTP/1.0")
                && !names(answer.headers(), "connection", "keep-alive"));
    var framed = hasBody ? withHeaders(answer, isChunked) : answer;
    return new AnswerFrame(framed, hasBody, hasBody && isChunked, closes);
  }

  private static boolean mayHaveBody(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private static boolean names(Headers headers, String name, String token) {
    for (String line : headers.all(name)) {
      for (String part : line.split(",", -1)) {
        if (part.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Response withHeaders(Response answer, boolean isChunked) {
    var lines = new ArrayList<Header>();
    boolean told = isChunked;
    for (Header line : answer.headers()) {
      switch (line.name().toLowerCase(Locale.ROOT)) {
        case "content-length" -> {
          if (!told) {
            lines.add(new Header(line.name(), Long.toString(answer.body().wireBytes())));
            told = true;
          }
        }
        case "transfer-encoding" -> {
          if (isChunked) {
            lines.add(line);
          }
        }
        default -> lines.add(line);
      }
    }
    if (!told) {
      lines.add(new Header("Content-Length", Long.toString(answer.body().wireBytes())));
    }
    return new Response(
        answer.status(),
        answer.reason(),
        answer.version(),
        new Headers(lines),
        answer.body(),
        answer.trailers());
  }
}
