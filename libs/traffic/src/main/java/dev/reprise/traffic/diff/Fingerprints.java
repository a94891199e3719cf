// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.traffic.place.JsonPlaces;

/**
 * Hashes of JSON values that do not change from run to run: what is volatile counts as its type
 * alone. Elements of lists are aligned by them; a collision could only align badly.
 */
final class Fingerprints {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Values values;

  Fingerprints(Values values) {
    this.values = values;
  }

  long ofRecorded(JsonNode value, PlaceNode node) {
    return of(value, node, true);
  }

  long ofLive(JsonNode value, PlaceNode node) {
    return of(value, node, false);
  }

  private long of(JsonNode value, PlaceNode node, boolean recorded) {
    if (value.isObject()) {
      long sum = 7;
      for (var member : value.properties()) {
        var inner = node.member(member.getKey());
        long name = JsonPlaces.isKeyed(member.getKey()) ? 3 : hash(member.getKey());
        sum += mix(name * 31 + of(member.getValue(), inner, recorded));
      }
      return mix(sum);
    }
    if (value.isArray()) {
      long chain = 11;
      for (JsonNode element : value) {
        chain = mix(chain * 31 + of(element, node.item(), recorded));
      }
      return chain;
    }
    return ofScalar(value, node, recorded);
  }

  private long ofScalar(JsonNode value, PlaceNode node, boolean recorded) {
    if (node.rule().placeClass().isVolatile()) {
      return 13;
    }
    if (value.isTextual()) {
      String text = value.textValue();
      var parts = LinkParts.of(node.place(), text);
      for (var part : parts.places()) {
        if (node.ruleOf(part).placeClass().isVolatile()) {
          return 17;
        }
      }
      return hash(recorded ? values.expected(node.place(), text) : text);
    }
    if (value.isNumber()) {
      return 19L + value.decimalValue().stripTrailingZeros().hashCode();
    }
    return hash(value.asText());
  }

  private static long hash(String text) {
    return mix(text.hashCode() * 31L + text.length());
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * MIX;
    return mixed ^ (mixed >>> 29);
  }
}
