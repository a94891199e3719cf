// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the real dependency.
 *
 * <p><b>Threads:</b> thread-safe; answers come on threads of the client.
 *
 * <p><b>Bounds:</b> answers of at most {@link CallReader#MAX_BODY_BYTES}, within a minute. It is
 * made for the few calls that nobody recorded, not for load.
 */
final class Passthrough {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

  /** Marks a call that this class has sent, so that it is not taken for the application's. */
  private static final String MARK = "x-reprise-passthrough";

  private static final Set<String> OF_CONNECTIONS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length",
          "expect",
          "host");

  private @Nullable HttpClient client; // null until it is needed

  CompletableFuture<Response> ask(Request request) {
    if (request.headers().first(MARK).isPresent()) {
      return CompletableFuture.failedFuture(
          new IOException("the address leads back to the responder"));
    }
    try {
      var uri = URI.create(request.scheme() + "://" + request.authority() + request.target());
      var body = request.body().kept().toArray();
      var asked =
          HttpRequest.newBuilder(uri)
              .timeout(ANSWER_LIMIT)
              .header(MARK, "true")
              .method(
                  request.method(),
                  body.length == 0
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(body));
      for (Header line : request.headers()) {
        if (!OF_CONNECTIONS.contains(line.name().toLowerCase(Locale.ROOT))) {
          asked.header(line.name(), line.value());
        }
      }
      return client()
          .sendAsync(
              asked.build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), CallReader.MAX_BODY_BYTES))
          .thenApply(Passthrough::response);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized HttpClient client() {
    var known = client;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT_LIMIT)
              .proxy(HttpClient.Builder.NO_PROXY)
              .build();
      client = known;
    }
    return known;
  }

  private static Response response(HttpResponse<byte[]> answer) {
    var lines = new ArrayList<Header>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OF_CONNECTIONS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> lines.add(new Header(name, value)));
          }
        });
    return new Response(
        answer.statusCode(),
        "",
        "HTTP/1.1",
        new Headers(lines),
        Body.whole(Bytes.own(answer.body())),
        Headers.EMPTY);
  }
}
