// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes bytes of the member {@link #MEMBER} wherever it is met, so that no text is ever made of it:
 * that would take four times the memory, and is bounded.
 */
final class Base64Parser extends JsonParserDelegate {

  /** The member that holds bytes. */
  static final String MEMBER = "base64";

  private byte @Nullable [] bytes; // null unless the current token is such a member's value

  Base64Parser(JsonParser parser) {
    super(parser);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    var token = delegate.nextToken();
    bytes =
        token == JsonToken.VALUE_STRING && MEMBER.equals(delegate.currentName())
            ? delegate.getBinaryValue()
            : null;
    return currentToken();
  }

  @Override
  public @Nullable JsonToken currentToken() {
    return bytes == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
  }

  @Override
  public int currentTokenId() {
    return bytes == null ? delegate.currentTokenId() : JsonTokenId.ID_EMBEDDED_OBJECT;
  }

  @Override
  public @Nullable Object getEmbeddedObject() throws IOException {
    return bytes == null ? delegate.getEmbeddedObject() : bytes;
  }
}
