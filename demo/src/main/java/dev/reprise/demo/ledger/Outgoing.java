// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is to be sent and written down.
 *
 * @param session who sends it, for the reader of the ledger; empty when that is not known
 * @param body the text that is sent; empty for none
 */
public record Outgoing(
    Direction direction,
    String session,
    String method,
    URI uri,
    Map<String, String> headers,
    String body,
    Sending sending) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** How the body goes over the wire. */
  public enum Sending {
    /** With its length told. */
    LENGTH,
    /** In chunks. */
    CHUNKED,
    /** With its length told, once the server has said {@code 100 Continue}. */
    AFTER_CONTINUE
  }

  /** Copies the headers, keeping their order. */
  public Outgoing {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** A request without headers and body. */
  public static Outgoing of(Direction direction, String session, String method, URI uri) {
    return new Outgoing(direction, session, method, uri, Map.of(), "", Sending.LENGTH);
  }

  /** The same with one more header. */
  public Outgoing header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Outgoing(direction, session, method, uri, more, body, sending);
  }

  /** The same with a JSON body; what is malformed on purpose may be given too. */
  public Outgoing json(String text) {
    return new Outgoing(direction, session, method, uri, headers, text, sending)
        .header("Content-Type", "application/json");
  }

  /** The same, its body sent in another way. */
  public Outgoing sent(Sending other) {
    return new Outgoing(direction, session, method, uri, headers, body, other);
  }

  String target() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  byte[] bodyBytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  HttpRequest toHttp() {
    var request = HttpRequest.newBuilder(uri).timeout(LONGEST_WAIT).method(method, publisher());
    headers.forEach(request::header);
    return request.expectContinue(sending == Sending.AFTER_CONTINUE).build();
  }

  private BodyPublisher publisher() {
    if (body.isEmpty()) {
      return BodyPublishers.noBody();
    }
    return sending == Sending.CHUNKED
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bodyBytes()))
        : BodyPublishers.ofByteArray(bodyBytes());
  }
}
