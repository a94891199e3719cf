// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.display.Display;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** Requests and responses, as the schema shows them. */
final class Message {

  private Message() {}

  /** A request, as the schema shows it. */
  @Description("A request as it was sent.")
  public record RequestMessage(
      @NonNull @Description("As sent.") String method,
      @NonNull @Description("http or https.") String scheme,
      @NonNull
          @Description("The host in lower case, with the port where it is not the scheme's own.")
          String authority,
      @NonNull
          @Description("Path and query, as sent; credentials in the query are hidden by default.")
          String target,
      @NonNull @Description("E.g. HTTP/1.1.") String version,
      @NonNull @Description("In order, with case and repeats as sent.")
          List<@NonNull HeaderLine> headers,
      @NonNull @Description("After transfer decoding.") BodyView body,
      @NonNull @Description("After a chunked body.") List<@NonNull HeaderLine> trailers) {}

  /** A response, as the schema shows it. */
  @Description("A final response as it was sent.")
  public record ResponseMessage(
      @Description("100 to 999.") int status,
      @NonNull @Description("The reason phrase, which may be empty.") String reason,
      @NonNull @Description("E.g. HTTP/1.1.") String version,
      @NonNull @Description("In order, with case and repeats as sent.")
          List<@NonNull HeaderLine> headers,
      @NonNull @Description("After transfer decoding.") BodyView body,
      @NonNull @Description("After a chunked body.") List<@NonNull HeaderLine> trailers) {}

  /** A header line, as the schema shows it. */
  @Description("One header line.")
  public record HeaderLine(
      @NonNull @Description("With its case as sent.") String name,
      @NonNull @Description("Its value; ••• stands for a credential.") String value) {}

  /** A body, as the schema shows it. */
  @Description("A message body, or as much of its start as was kept.")
  public record BodyView(
      @Description("Length of the whole body on the wire.") long wireBytes,
      @Description("How many bytes of it were kept.") int keptBytes,
      @Description("Whether only the start was kept.") boolean truncated,
      @NonNull @Description("SHA-256 of the whole body, hexadecimal; empty when there was none.")
          String sha256,
      @Description(
              "As text, when it is text and has no content encoding; ••• stands for a credential.")
          @Nullable String text,
      @Description(
              "As text without its content encoding (gzip, deflate, zstd), when it is text; •••"
                  + " stands for a credential.")
          @Nullable String decoded,
      @Description("Whether 'decoded' is all of the body.") boolean decodedComplete,
      @Description("The kept bytes as sent, in base64. Only with reveal: true, else null.")
          @Nullable String base64) {}

  static RequestMessage of(Request request, Display display) {
    return new RequestMessage(
        request.method(),
        request.scheme(),
        request.authority(),
        display.target(request.target()),
        request.version(),
        lines(request.headers(), display),
        body(request.headers(), request.body(), display),
        lines(request.trailers(), display));
  }

  static ResponseMessage of(Response response, Display display) {
    return new ResponseMessage(
        response.status(),
        response.reason(),
        response.version(),
        lines(response.headers(), display),
        body(response.headers(), response.body(), display),
        lines(response.trailers(), display));
  }

  private static List<HeaderLine> lines(Headers headers, Display display) {
    return display.headers(headers).lines().stream()
        .map(line -> new HeaderLine(line.name(), line.value()))
        .toList();
  }

  private static BodyView body(Headers headers, Body body, Display display) {
    var shown = display.body(headers, body);
    var decoded = shown.map(Display.ShownBody::text).orElse(null);
    boolean isEncoded =
        headers.all("content-encoding").stream()
            .anyMatch(coding -> !coding.isBlank() && !coding.strip().equals("identity"));
    return new BodyView(
        body.wireBytes(),
        body.kept().length(),
        body.isTruncated(),
        body.sha256().hex(),
        isEncoded ? null : decoded,
        decoded,
        shown.map(Display.ShownBody::complete).orElse(false),
        display == Display.REVEALING
            ? Base64.getEncoder().encodeToString(body.kept().toArray())
            : null);
  }
}
