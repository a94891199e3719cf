// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.rules.RulesJson;
import dev.reprise.traffic.value.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Function;

/** The manifest as canonical JSON: members in a fixed order, lists in the order they have. */
public final class ManifestJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ManifestJson() {}

  /** Writes a manifest. */
  public static byte[] write(SnapshotManifest manifest) {
    var node = NODES.objectNode();
    node.set("format", format(manifest.format()));
    node.set("contents", contents(manifest.contents()));
    node.set("rules", RulesJson.write(manifest.rules()));
    var slices = node.putArray("slices");
    manifest.slices().forEach(slice -> slices.add(slice(slice)));
    var outbound = node.putArray("outbound");
    for (var endpoint : manifest.outbound()) {
      outbound.addObject().put("host", endpoint.host()).put("endpoint", endpoint.endpoint());
    }
    var tokens = node.putArray("tokens");
    manifest.tokens().forEach(token -> tokens.add(token(token)));
    var findings = node.putArray("findings");
    for (var finding : manifest.findings()) {
      findings
          .addObject()
          .put("severity", finding.severity().name())
          .put("message", finding.message())
          .put("remedy", finding.remedy());
    }
    var blocks = node.putArray("blocks");
    for (var block : manifest.blocks()) {
      var numbers = blocks.addArray();
      numbers.add(block.offset()).add(block.storedBytes());
      numbers.add(block.plainBytes()).add(block.records());
    }
    return bytes(node);
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of JSON nodes can always be written", e);
    }
  }

  private static ObjectNode format(SnapshotManifest.Format format) {
    return NODES
        .objectNode()
        .put("version", format.version())
        .put("rules", format.rules())
        .put("compression", format.compression());
  }

  private static ObjectNode contents(SnapshotManifest.Contents contents) {
    var node =
        NODES
            .objectNode()
            .put("inbound", contents.inbound())
            .put("outbound", contents.outbound())
            .put("inboundBlocks", contents.inboundBlocks())
            .put("firstNanos", contents.firstNanos())
            .put("lastNanos", contents.lastNanos());
    var services = node.putArray("services");
    contents.services().forEach(services::add);
    var sessions = node.putObject("sessions");
    for (SessionBasis basis : SessionBasis.values()) {
      sessions.put(basis.name(), contents.sessions().getOrDefault(basis, 0L));
    }
    return node;
  }

  private static ObjectNode slice(SnapshotManifest.Slice slice) {
    var node =
        NODES
            .objectNode()
            .put("key", slice.key())
            .put("direction", slice.direction().name())
            .put("service", slice.service())
            .put("host", slice.host())
            .put("technology", slice.technology())
            .put("pairs", slice.pairs())
            .put("enabled", slice.enabled());
    var endpoints = node.putArray("endpoints");
    for (var endpoint : slice.endpoints()) {
      endpoints
          .addObject()
          .put("endpoint", endpoint.endpoint())
          .put("pairs", endpoint.pairs())
          .put("signatures", endpoint.signatures());
    }
    return node;
  }

  private static ObjectNode token(SnapshotManifest.Token token) {
    var node =
        NODES
            .objectNode()
            .put("type", token.type().name())
            .put("class", token.placeClass().name())
            .put("producer", token.producer());
    var consumers = node.putArray("consumers");
    token.consumers().forEach(consumers::add);
    return node.put("values", token.values()).put("guessed", token.guessed());
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if the bytes are not JSON
   * @throws IllegalArgumentException if the JSON is not that of a manifest
   */
  public static SnapshotManifest read(byte[] bytes) throws IOException {
    var node = JSON.readTree(bytes);
    var format = node.path("format");
    return new SnapshotManifest(
        new SnapshotManifest.Format(
            format.path("version").asInt(),
            format.path("rules").asInt(),
            format.path("compression").asText()),
        contents(node.path("contents")),
        RulesJson.read(node.path("rules")),
        each(node.path("slices"), ManifestJson::slice),
        each(
            node.path("outbound"),
            item ->
                new SnapshotManifest.OutboundEndpoint(
                    item.path("host").asText(), item.path("endpoint").asText())),
        each(node.path("tokens"), ManifestJson::token),
        each(node.path("findings"), ManifestJson::finding),
        each(
            node.path("blocks"),
            item ->
                new SnapshotManifest.Block(
                    item.path(0).asLong(),
                    item.path(1).asInt(),
                    item.path(2).asInt(),
                    item.path(3).asInt())));
  }

  private static SnapshotManifest.Contents contents(JsonNode node) {
    var sessions = new EnumMap<SessionBasis, Long>(SessionBasis.class);
    for (SessionBasis basis : SessionBasis.values()) {
      long pairs = node.path("sessions").path(basis.name()).asLong();
      if (pairs > 0) {
        sessions.put(basis, pairs);
      }
    }
    return new SnapshotManifest.Contents(
        node.path("inbound").asLong(),
        node.path("outbound").asLong(),
        node.path("inboundBlocks").asInt(),
        node.path("firstNanos").asLong(),
        node.path("lastNanos").asLong(),
        each(node.path("services"), JsonNode::asText),
        sessions);
  }

  private static SnapshotManifest.Slice slice(JsonNode node) {
    return new SnapshotManifest.Slice(
        node.path("key").asText(),
        Direction.valueOf(node.path("direction").asText()),
        node.path("service").asText(),
        node.path("host").asText(),
        node.path("technology").asText(),
        node.path("pairs").asLong(),
        node.path("enabled").asBoolean(),
        each(
            node.path("endpoints"),
            item ->
                new SnapshotManifest.EndpointCount(
                    item.path("endpoint").asText(),
                    item.path("pairs").asLong(),
                    item.path("signatures").asLong())));
  }

  private static SnapshotManifest.Token token(JsonNode node) {
    return new SnapshotManifest.Token(
        ValueType.valueOf(node.path("type").asText()),
        PlaceClass.valueOf(node.path("class").asText()),
        node.path("producer").asText(),
        each(node.path("consumers"), JsonNode::asText),
        node.path("values").asLong(),
        node.path("guessed").asBoolean());
  }

  private static SnapshotManifest.Finding finding(JsonNode node) {
    return new SnapshotManifest.Finding(
        SnapshotManifest.Severity.valueOf(node.path("severity").asText()),
        node.path("message").asText(),
        node.path("remedy").asText());
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
    var items = new ArrayList<T>(array.size());
    array.forEach(item -> items.add(read.apply(item)));
    return items;
  }
}
