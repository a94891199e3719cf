// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.localstack.home.PartReport;
import dev.reprise.localstack.home.StackState;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;

/**
 * What a starting supervisor tells the one who started it: a line of JSON an event, on its standard
 * output, until it is up or has failed.
 */
sealed interface UpEvent {

  /** A part is in another state. */
  record Changed(PartReport part) implements UpEvent {}

  /** Every part is ready. */
  record Up() implements UpEvent {}

  /** Another supervisor holds the directory. */
  record AlreadyUp() implements UpEvent {}

  /** It could not be done. */
  record Failed(AppException reason) implements UpEvent {}

  /** One line of JSON. */
  default String line() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case Changed(PartReport part) -> node.set("part", StackState.toJson(part));
      case Up() -> node.put("up", true);
      case AlreadyUp() -> node.put("alreadyUp", true);
      case Failed(AppException reason) ->
          node.putObject("failed")
              .put("kind", reason.kind().name())
              .put("code", reason.code())
              .put("message", reason.getMessage())
              .put("remedy", reason.remedy());
    }
    return node.toString();
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException if it is no event
   */
  static UpEvent parse(String line) {
    try {
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.has("part")) {
        return new Changed(StackState.partFromJson(node.path("part")));
      } else if (node.has("up")) {
        return new Up();
      } else if (node.has("alreadyUp")) {
        return new AlreadyUp();
      }
      JsonNode failed = node.path("failed");
      return new Failed(
          new AppException(
              ErrorKind.valueOf(failed.path("kind").asText()),
              failed.path("code").asText(),
              failed.path("message").asText(),
              failed.path("remedy").asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an event: " + line, e);
    }
  }
}
