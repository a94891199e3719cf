// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.demo.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What came back for a request: status, headers, and the body as it was on the wire. */
public final class Reply {

  private final int status;
  private final HttpHeaders headers;
  private final byte[] wire;

  Reply(int status, HttpHeaders headers, byte[] wire) {
    this.status = status;
    this.headers = headers;
    this.wire = wire;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** A header field; its first value where it is repeated. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** All values of a header field. */
  public List<String> headers(String name) {
    return headers.allValues(name);
  }

  /** How long the body was on the wire, in bytes. */
  public int wireBytes() {
    return wire.length;
  }

  /**
   * The body without its content coding.
   *
   * @throws IOException when it is not what its headers say
   */
  public byte[] content() throws IOException {
    if (!header("Content-Encoding").orElse("").equals("gzip") || wire.length == 0) {
      return wire.clone();
    }
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(wire))) {
      return plain.readAllBytes();
    }
  }

  /**
   * The body as JSON.
   *
   * @throws IOException when it is something else
   */
  public JsonNode json() throws IOException {
    return Json.parse(content());
  }
}
