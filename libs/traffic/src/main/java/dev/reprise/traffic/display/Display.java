// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.display;

import dev.reprise.traffic.body.BodyText;
import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import java.util.Optional;

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
