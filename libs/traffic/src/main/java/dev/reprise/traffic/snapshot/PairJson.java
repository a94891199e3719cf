// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import java.io.IOException;
import java.util.TreeMap;

/**
 * Writes a pair as canonical JSON: members in a fixed order, maps sorted, what is empty left out.
 *
 * <p>Bodies that are UTF-8 are written as text, which compresses better and can be read; others in
 * base64.
 */
final class PairJson {

  private PairJson() {}

  static void write(JsonGenerator out, RRPair pair) throws IOException {
    out.writeStartObject();
    out.writeStringField("captureId", pair.id().captureId());
    out.writeNumberField("sequence", pair.id().sequence());
    out.writeStringField("direction", pair.direction().name());
    out.writeStringField("service", pair.origin().service());
    text(out, "replayId", pair.origin().replayId());
    if (!pair.origin().tags().isEmpty()) {
      out.writeObjectFieldStart("tags");
      for (var tag : new TreeMap<>(pair.origin().tags()).entrySet()) {
        out.writeStringField(tag.getKey(), tag.getValue());
      }
      out.writeEndObject();
    }
    connection(out, pair.connection());
    var timing = pair.timing();
    out.writeArrayFieldStart("timing");
    out.writeNumber(timing.startNanos());
    out.writeNumber(timing.requestEndNanos());
    out.writeNumber(timing.responseStartNanos());
    out.writeNumber(timing.responseEndNanos());
    out.writeEndArray();
    request(out, pair.request());
    if (pair.response().isPresent()) {
      response(out, pair.response().get());
    }
    notes(out, pair.notes());
    text(out, "technology", pair.facts().technology());
    text(out, "endpoint", pair.facts().endpoint());
    out.writeEndObject();
  }

  private static void connection(JsonGenerator out, Connection connection) throws IOException {
    out.writeObjectFieldStart("connection");
    text(out, "id", connection.id());
    out.writeNumberField("index", connection.index());
    text(out, "client", connection.client());
    text(out, "server", connection.server());
    var tls = connection.tls();
    if (tls != null) {
      out.writeArrayFieldStart("tls");
      out.writeString(tls.version());
      out.writeString(tls.sni());
      out.writeString(tls.alpn());
      out.writeString(tls.cipher());
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void request(JsonGenerator out, Request request) throws IOException {
    out.writeObjectFieldStart("request");
    out.writeStringField("method", request.method());
    out.writeStringField("scheme", request.scheme());
    out.writeStringField("authority", request.authority());
    out.writeStringField("target", request.target());
    out.writeStringField("version", request.version());
    headers(out, "headers", request.headers());
    body(out, request.body());
    headers(out, "trailers", request.trailers());
    out.writeEndObject();
  }

  private static void response(JsonGenerator out, Response response) throws IOException {
    out.writeObjectFieldStart("response");
    out.writeNumberField("status", response.status());
    text(out, "reason", response.reason());
    out.writeStringField("version", response.version());
    headers(out, "headers", response.headers());
    body(out, response.body());
    headers(out, "trailers", response.trailers());
    out.writeEndObject();
  }

  private static void headers(JsonGenerator out, String member, Headers headers)
      throws IOException {
    if (headers.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(member);
    for (Header line : headers) {
      out.writeString(line.name());
      out.writeString(line.value());
    }
    out.writeEndArray();
  }

  private static void body(JsonGenerator out, Body body) throws IOException {
    if (body.equals(Body.EMPTY)) {
      return;
    }
    out.writeObjectFieldStart("body");
    var kept = body.kept();
    var text = Utf8.decode(kept);
    if (text.isPresent()) {
      text(out, "text", text.get());
    } else {
      out.writeBinaryField(Base64Parser.MEMBER, kept.toArray());
    }
    out.writeNumberField("wireBytes", body.wireBytes());
    text(out, "sha256", body.sha256().hex());
    out.writeEndObject();
  }

  private static void notes(JsonGenerator out, RRPair.Notes notes) throws IOException {
    if (!notes.marks().isEmpty()) {
      out.writeArrayFieldStart("marks");
      for (Mark mark : notes.marks()) { // an EnumSet: in the order of the enum
        out.writeString(mark.name());
      }
      out.writeEndArray();
    }
    if (!notes.redactions().isEmpty()) {
      out.writeArrayFieldStart("redactions");
      for (Redaction redaction : notes.redactions()) {
        out.writeString(redaction.place());
        out.writeString(redaction.rule());
      }
      out.writeEndArray();
    }
  }

  private static void text(JsonGenerator out, String member, String text) throws IOException {
    if (!text.isEmpty()) {
      out.writeStringField(member, text);
    }
  }
}
