// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** In which line of a YAML text each of its values begins, by JSON pointer. */
final class YamlLines {

  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * @param text what {@code yaml} has read before
   */
  YamlLines(JsonFactory yaml, String text) {
    try (var parser = yaml.createParser(text)) {
      while (parser.nextToken() != null) {
        lines.putIfAbsent(
            parser.getParsingContext().pathAsPointer().toString(),
            parser.currentTokenLocation().getLineNr());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("it could be read before", impossible);
    }
  }

  /** The line of a place, as words to begin a message with. */
  String at(String pointer) {
    return "line " + lines.getOrDefault(pointer, 1) + ": ";
  }

  /** The line of what could not be bound. */
  String at(JsonMappingException failure) {
    return at(
        failure.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .map(step -> "/" + step)
            .collect(Collectors.joining()));
  }
}
