// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.body.DecodedBody;
import dev.reprise.traffic.diff.Difference.Kind;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import java.util.Optional;

/**
 * Compares bodies without their content encoding: JSON by place, text by its words, the rest whole.
 */
final class BodyComparison {

  private static final int MAX_DECODED_BYTES = 64 * 1024 * 1024;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final PlaceNode root;
  private final Values values;
  private final DifferenceList differences;
  private final Side recorded;
  private final Side live;

  /** One of the two bodies. */
  private record Side(
      ContentType type, Body body, Optional<DecodedBody> decoded, Optional<JsonNode> json) {

    static Side of(Response response) {
      Headers headers = response.headers();
      var type = ContentType.of(headers);
      var decoded = DecodedBody.of(headers, response.body(), MAX_DECODED_BYTES);
      return new Side(
          type,
          response.body(),
          decoded,
          decoded.filter(DecodedBody::complete).flatMap(whole -> parsed(type, whole.bytes())));
    }

    boolean isComplete() {
      return decoded.isPresent() && decoded.get().complete();
    }

    Bytes bytes() {
      return decoded.map(DecodedBody::bytes).orElse(body.kept());
    }

    String text() {
      return bytes().text(type.charset());
    }
  }

  BodyComparison(
      Response recorded, Response live, PlaceNode root, Values values, DifferenceList differences) {
    this.root = root;
    this.values = values;
    this.differences = differences;
    this.recorded = Side.of(recorded);
    this.live = Side.of(live);
  }

  private static Optional<JsonNode> parsed(ContentType type, Bytes bytes) {
    boolean unsaid = type.media().isEmpty() || type.media().equals("text/plain");
    if (bytes.isEmpty() || !(type.isJson() || (unsaid && beginsLikeJson(bytes)))) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(bytes.text(type.charset())));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static boolean beginsLikeJson(Bytes bytes) {
    int i = 0;
    while (i < bytes.length() && bytes.at(i) <= ' ' && bytes.at(i) > 0) {
      i++;
    }
    return i < bytes.length() && (bytes.at(i) == '{' || bytes.at(i) == '[');
  }

  void learn() {
    if (recorded.json().isPresent() && live.json().isPresent()) {
      new JsonComparison(values, differences).learn(root, recorded.json().get(), live.json().get());
    }
  }

  void compare() {
    if (recorded.body().isEmpty() || live.body().isEmpty()) {
      presence();
    } else if (!recorded.isComplete() || !live.isComplete()) {
      incomplete();
    } else if (recorded.json().isPresent()) {
      json(recorded.json().get());
    } else if (recorded.type().isTextual() && live.type().isTextual()) {
      text();
    } else {
      binary();
    }
  }

  private void presence() {
    if (recorded.body().isEmpty() != live.body().isEmpty()) {
      differences.add(
          Difference.BODY,
          live.body().isEmpty() ? Kind.MISSING : Kind.ADDED,
          size(recorded.body()),
          size(live.body()));
    }
  }

  private void json(JsonNode expected) {
    var actual = live.json();
    if (actual.isPresent()) {
      new JsonComparison(values, differences).compare(root, expected, actual.get());
    } else {
      differences.add(Difference.BODY, Kind.TYPE, "JSON", Shown.text(Difference.BODY, live.text()));
    }
  }

  private void text() {
    var expected = values.expectedText(recorded.text());
    var actual = live.text();
    if (expected.equals(actual)) {
      return;
    }
    if (TextTokens.areAlike(expected, actual)) {
      values.guessed();
      return;
    }
    int at = firstDifference(expected, actual);
    differences.add(
        Difference.BODY,
        Kind.CHANGED,
        Shown.text(Difference.BODY, excerpt(expected, at)),
        Shown.text(Difference.BODY, excerpt(actual, at)));
  }

  // The hash of a cut body is over all of it; where hashes differ, the starts that there are tell.
  private void incomplete() {
    if (recorded.body().sha256().equals(live.body().sha256())) {
      return;
    }
    int common = Math.min(recorded.bytes().length(), live.bytes().length());
    var expected = recorded.bytes().prefix(common);
    var actual = live.bytes().prefix(common);
    boolean alike =
        expected.equals(actual)
            || (recorded.type().isTextual()
                && TextTokens.areAlike(
                    values.expectedText(expected.text(recorded.type().charset())),
                    actual.text(live.type().charset())));
    if (alike && live.body().isTruncated() == recorded.body().isTruncated()) {
      values.guessed();
      return;
    }
    binary();
  }

  private void binary() {
    if (recorded.bytes().equals(live.bytes()) && recorded.isComplete() && live.isComplete()) {
      return;
    }
    boolean sameLength = recorded.body().wireBytes() == live.body().wireBytes();
    differences.add(
        Difference.BODY,
        sameLength ? Kind.CHANGED : Kind.LENGTH,
        size(recorded.body()),
        size(live.body()));
  }

  private static String size(Body body) {
    if (body.isEmpty()) {
      return "";
    }
    return body.wireBytes() + " bytes, sha256 " + body.sha256().prefix(8).hex() + "…";
  }

  private static int firstDifference(String expected, String actual) {
    int most = Math.min(expected.length(), actual.length());
    int i = 0;
    while (i < most && expected.charAt(i) == actual.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String excerpt(String text, int at) {
    int from = Math.max(0, at - 40);
    return (from > 0 ? "…" : "") + text.substring(from, Math.min(text.length(), at + 120));
  }
}
