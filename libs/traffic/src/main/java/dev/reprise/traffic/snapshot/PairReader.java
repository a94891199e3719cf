// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Connection;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Mark;
import dev.reprise.traffic.pair.Origin;
import dev.reprise.traffic.pair.PairId;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Redaction;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.pair.Timing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PairJson} has written. */
final class PairReader {

  private PairReader() {}

  static RRPair read(JsonNode node) {
    var timing = node.path("timing");
    return new RRPair(
        new PairId(node.path("captureId").asText(), node.path("sequence").asLong()),
        origin(node),
        Direction.valueOf(node.path("direction").asText()),
        connection(node.path("connection")),
        request(node.path("request")),
        response(node.get("response")),
        new Timing(
            timing.path(0).asLong(),
            timing.path(1).asLong(),
            timing.path(2).asLong(),
            timing.path(3).asLong()),
        notes(node),
        new Facts(node.path("technology").asText(), node.path("endpoint").asText()));
  }

  private static Origin origin(JsonNode node) {
    var tags = new HashMap<String, String>();
    for (var tag : node.path("tags").properties()) {
      tags.put(tag.getKey(), tag.getValue().asText());
    }
    return new Origin(node.path("service").asText(), node.path("replayId").asText(), tags);
  }

  private static Connection connection(JsonNode node) {
    var tls = node.get("tls");
    return new Connection(
        node.path("id").asText(),
        node.path("index").asInt(),
        node.path("client").asText(),
        node.path("server").asText(),
        tls == null
            ? null
            : new Connection.Tls(
                tls.path(0).asText(),
                tls.path(1).asText(),
                tls.path(2).asText(),
                tls.path(3).asText()));
  }

  private static Request request(JsonNode node) {
    return new Request(
        node.path("method").asText(),
        node.path("scheme").asText(),
        node.path("authority").asText(),
        node.path("target").asText(),
        node.path("version").asText(),
        headers(node.path("headers")),
        body(node.get("body")),
        headers(node.path("trailers")));
  }

  private static @Nullable Response response(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    return new Response(
        node.path("status").asInt(),
        node.path("reason").asText(),
        node.path("version").asText(),
        headers(node.path("headers")),
        body(node.get("body")),
        headers(node.path("trailers")));
  }

  private static Headers headers(JsonNode flat) {
    if (flat.isEmpty()) {
      return Headers.EMPTY;
    }
    var lines = new ArrayList<Header>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      lines.add(new Header(flat.path(i).asText(), flat.path(i + 1).asText()));
    }
    return new Headers(lines);
  }

  private static Body body(@Nullable JsonNode node) {
    if (node == null) {
      return Body.EMPTY;
    }
    var kept =
        node.get(Base64Parser.MEMBER) instanceof BinaryNode binary
            ? Bytes.own(binary.binaryValue())
            : Bytes.of(node.path("text").asText(), StandardCharsets.UTF_8);
    return new Body(
        kept, node.path("wireBytes").asLong(), Bytes.fromHex(node.path("sha256").asText()));
  }

  private static RRPair.Notes notes(JsonNode node) {
    var marks = EnumSet.noneOf(Mark.class);
    node.path("marks").forEach(mark -> marks.add(Mark.valueOf(mark.asText())));
    var redactions = new ArrayList<Redaction>();
    var flat = node.path("redactions");
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      redactions.add(new Redaction(flat.path(i).asText(), flat.path(i + 1).asText()));
    }
    return new RRPair.Notes(marks, redactions);
  }
}
