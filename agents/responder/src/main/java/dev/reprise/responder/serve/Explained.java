// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.responder.book.MockBook.Miss;
import dev.reprise.responder.book.MockBook.Near;
import dev.reprise.traffic.diff.Difference;
import dev.reprise.traffic.diff.Shown;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Request;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.signature.Nearest.FieldDifference;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers that the responder gives of its own, which say what it looked for and what was nearest.
 */
final class Explained {

  /** Marks an answer that was not recorded. */
  static final String HEADER = "x-reprise-miss";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Explained() {}

  /** Nothing like the call was recorded. */
  static Response miss(Request request, Miss miss) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("error", "NOT_RECORDED")
            .put(
                "message",
                miss.isSwitchedOff()
                    ? "The snapshot holds calls to this host, but their slice is switched off."
                    : "No recorded call matches this one.")
            .put("host", request.authority())
            .put("request", ServedCall.line(request))
            .put("signature", miss.signature());
    var nearest = body.putArray("nearest");
    miss.nearest().forEach(near -> nearest.add(near(near)));
    return answer(404, "Not Found", body);
  }

  /** The real dependency was asked, in vain. */
  static Response unreachable(Request request, String why) {
    return answer(
        502,
        "Bad Gateway",
        JsonNodeFactory.instance
            .objectNode()
            .put("error", "PASSTHROUGH_FAILED")
            .put(
                "message",
                "The call was not recorded, and the real dependency could not be asked: " + why)
            .put("host", request.authority())
            .put("request", ServedCall.line(request)));
  }

  /** What the nearest recorded call differs in. */
  static List<Difference> differences(Miss miss) {
    return miss.nearest().isEmpty()
        ? List.of()
        : miss.nearest().getFirst().differences().stream().map(Explained::difference).toList();
  }

  /** What of a value may be shown. */
  static String shown(String place, String value) {
    return Shown.text(place, value);
  }

  private static Difference difference(FieldDifference field) {
    Difference.Kind kind =
        field.recorded().isEmpty()
            ? Difference.Kind.ADDED
            : field.live().isEmpty() ? Difference.Kind.MISSING : Difference.Kind.CHANGED;
    return new Difference(
        field.locator(),
        kind,
        shown(field.locator(), field.recorded()),
        shown(field.locator(), field.live()));
  }

  private static ObjectNode near(Near near) {
    var pair = near.recorded().pair();
    var node =
        JsonNodeFactory.instance
            .objectNode()
            .put("pair", pair.id().toString())
            .put("request", ServedCall.line(pair.request()))
            .put("likeness", Math.round(near.likeness() * 1000) / 1000.0);
    var differences = node.putArray("differences");
    for (FieldDifference field : near.differences()) {
      var difference = difference(field);
      differences
          .addObject()
          .put("field", difference.path())
          .put("recorded", difference.expected())
          .put("live", difference.actual());
    }
    return node;
  }

  private static Response answer(int status, String reason, ObjectNode json) {
    try {
      var body =
          Body.whole(
              Bytes.of(
                  JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n",
                  StandardCharsets.UTF_8));
      return new Response(
          status,
          reason,
          "HTTP/1.1",
          Headers.of(
              "Content-Type",
              "application/json",
              HEADER,
              "true",
              "Content-Length",
              Long.toString(body.wireBytes())),
          body,
          Headers.EMPTY);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of JSON nodes can always be written", e);
    }
  }
}
