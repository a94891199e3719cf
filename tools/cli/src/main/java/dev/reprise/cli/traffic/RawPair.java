// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.traffic;

import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The bytes of a pair as they were on the wire, but for the framing of chunks. */
final class RawPair {

  private static final String END = "\r\n";

  private RawPair() {}

  /** What of it is wanted. */
  enum Part {
    REQUEST,
    RESPONSE,
    REQUEST_BODY,
    RESPONSE_BODY;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Writes a part, or request and response one after the other; nothing where there was none. */
  static void write(RRPair pair, Optional<Part> part, OutputStream out) {
    try {
      if (part.isEmpty()) {
        write(pair, Part.REQUEST, out);
        write(pair, Part.RESPONSE, out);
      } else {
        write(pair, part.get(), out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("standard output cannot be written", e);
    }
  }

  private static void write(RRPair pair, Part part, OutputStream out) throws IOException {
    var answer = pair.answer();
    switch (part) {
      case REQUEST -> {
        head(pair.request()).writeTo(out);
        pair.request().body().kept().writeTo(out);
      }
      case REQUEST_BODY -> pair.request().body().kept().writeTo(out);
      case RESPONSE -> {
        if (answer != null) {
          head(answer).writeTo(out);
          answer.body().kept().writeTo(out);
        }
      }
      case RESPONSE_BODY -> {
        if (answer != null) {
          answer.body().kept().writeTo(out);
        }
      }
    }
  }

  private static Bytes head(Request request) {
    return head(
        request.method() + " " + request.target() + " " + request.version(), request.headers());
  }

  private static Bytes head(Response response) {
    return head(
        (response.version() + " " + response.status() + " " + response.reason()),
        response.headers());
  }

  // Headers were read as ISO-8859-1, so that this gives back every byte.
  private static Bytes head(String firstLine, Headers headers) {
    var head = new StringBuilder(firstLine).append(END);
    for (Header line : headers) {
      head.append(line.name()).append(": ").append(line.value()).append(END);
    }
    return Bytes.of(head.append(END).toString(), StandardCharsets.ISO_8859_1);
  }
}
