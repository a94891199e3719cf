// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.place.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Records of the artifact: a pair, its session, and its uses of tokens, as canonical JSON. */
final class RecordCodec {

  private static final int MAX_TEXT_CHARS = 64 * 1024 * 1024;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(MAX_TEXT_CHARS).build())
              .build());

  private RecordCodec() {}

  static byte[] write(RRPair pair, Session session, List<TokenUse> uses) {
    var bytes = new ByteArrayOutputStream(1024);
    try (var out = JSON.getFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeFieldName("pair");
      PairJson.write(out, pair);
      out.writeNumberField("session", session.number());
      out.writeStringField("basis", session.basis().name());
      if (!uses.isEmpty()) {
        out.writeArrayFieldStart("uses");
        for (TokenUse use : uses) {
          out.writeString(use.place().toString());
          out.writeString(use.value());
        }
        out.writeEndArray();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("no record can be made of pair " + pair.id(), e);
    }
    return bytes.toByteArray();
  }

  static RecordedRequest readInbound(byte[] block, int offset, int length) {
    var node = parse(block, offset, length);
    return new RecordedRequest(pair(node), session(node), uses(node));
  }

  static RecordedCall readOutbound(byte[] block, int offset, int length) {
    var node = parse(block, offset, length);
    return new RecordedCall(pair(node), session(node), uses(node));
  }

  private static JsonNode parse(byte[] block, int offset, int length) {
    try (var parser = new Base64Parser(JSON.getFactory().createParser(block, offset, length))) {
      return JSON.readTree(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("a record at " + offset + " of its block is damaged", e);
    }
  }

  private static RRPair pair(JsonNode node) {
    return PairReader.read(node.path("pair"));
  }

  private static Session session(JsonNode node) {
    return new Session(
        node.path("session").asInt(), SessionBasis.valueOf(node.path("basis").asText()));
  }

  private static List<TokenUse> uses(JsonNode node) {
    var flat = node.path("uses");
    var uses = new ArrayList<TokenUse>(flat.size() / 2);
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      uses.add(new TokenUse(Place.parse(flat.path(i).asText()), flat.path(i + 1).asText()));
    }
    return uses;
  }
}
