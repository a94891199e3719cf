// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

import dev.reprise.traffic.body.BodyText;
import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.body.PackedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows the parts of a message, hiding credentials or not.
 *
 * <p><b>Threads:</b> immutable.
 */
public enum Display {
  /** Values of credentials are replaced by {@link Credentials#HIDDEN}. */
  HIDING,
  /** Everything as it was sent; only for those who may. */
  REVEALING;

  /** How much of a body is decoded to be shown, in bytes. */
  public static final int BODY_BYTES = 10 << 20;

  /**
   * A body as text.
   *
   * @param text decoded, perhaps with credentials hidden
   * @param complete whether that is all of it
   */
  public record ShownBody(String text, boolean complete) {}

  /** Header lines in their order. */
  public Headers headers(Headers headers) {
    return switch (this) {
      case REVEALING -> headers;
      case HIDING -> new Headers(headers.lines().stream().map(Display::hidden).toList());
    };
  }

  /** Path and query. */
  public String target(String target) {
    return switch (this) {
      case REVEALING -> target;
      case HIDING -> HiddenForm.ofTarget(target);
    };
  }

  /**
   * A body without its content encoding, as text.
   *
   * @return empty when it is not text, or in a content encoding not known here
   */
  public Optional<ShownBody> body(Headers headers, Body body) {
    var type = ContentType.of(headers);
    // Without a declared type, what filters can search is text.
    boolean isText =
        type.media().isEmpty()
            ? body.isEmpty() || !BodyText.of(headers, body).isEmpty()
            : type.isTextual();
    if (!isText) {
      return Optional.empty();
    }
    return DecodedBody.of(headers, body, BODY_BYTES)
        .map(decoded ->
            new ShownBody(text(decoded.bytes().text(type.charset()), type), decoded.complete()));
  }

  /**
   * A pair for whoever sees no more of it than this: bodies with credentials are packed anew, as
   * long as they are then, and bodies that are no text are left out.
   */
  public RRPair pair(RRPair pair) {
    return switch (this) {
      case REVEALING -> pair;
      case HIDING -> pair.withMessages(shown(pair.request()), shown(pair.answer()), pair.notes());
    };
  }

  private Request shown(Request request) {
    return new Request(
        request.method(),
        request.scheme(),
        request.authority(),
        target(request.target()),
        request.version(),
        headers(request.headers()),
        kept(request.headers(), request.body()),
        headers(request.trailers()));
  }

  private @Nullable Response shown(@Nullable Response answer) {
    return answer == null
        ? null
        : new Response(
            answer.status(),
            answer.reason(),
            answer.version(),
            headers(answer.headers()),
            kept(answer.headers(), answer.body()),
            headers(answer.trailers()));
  }

  private Body kept(Headers headers, Body body) {
    var shown = body(headers, body);
    if (body.isEmpty() || (shown.isPresent() && shown.equals(REVEALING.body(headers, body)))) {
      return body;
    }
    return shown
        .flatMap(text ->
            PackedBody.of(headers, Bytes.of(text.text(), ContentType.of(headers).charset()))
                .map(packed -> new Body(packed, wireBytes(body, packed, text), body.sha256())))
        .orElseGet(() -> new Body(Bytes.EMPTY, body.wireBytes(), body.sha256()));
  }

  private static long wireBytes(Body body, Bytes packed, ShownBody shown) {
    return shown.complete() ? packed.length() : Math.max(body.wireBytes(), packed.length() + 1L);
  }

  private String text(String text, ContentType type) {
    return switch (this) {
      case REVEALING -> text;
      case HIDING -> type.isForm() ? HiddenForm.of(text) : HiddenJson.of(text);
    };
  }

  private static Header hidden(Header line) {
    return Credentials.isHeader(line.name()) ? new Header(line.name(), Credentials.HIDDEN) : line;
  }
}
