// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.value.ValueType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of one JSON document, read in a stream.
 *
 * <p>Members of a map keyed by identifiers are taken as a list: they share a place ({@code
 * $.carts[*].total}) and are told apart by their order; their names stand at {@code $.carts[*]~}.
 */
final class JsonLeaves {

  private static final JsonFactory JSON = new JsonFactory();

  private final Side side;
  private final JsonParser parser;
  private final List<Leaf> leaves = new ArrayList<>();
  private final StringBuilder path = new StringBuilder("$");
  private final List<String> indexes = new ArrayList<>();

  private JsonLeaves(Side side, JsonParser parser) {
    this.side = side;
    this.parser = parser;
  }

  /** The values; empty when the bytes are not one JSON document. */
  static Optional<List<Leaf>> read(Side side, Bytes bytes, Charset charset) {
    try (var parser = open(bytes, charset)) {
      var reader = new JsonLeaves(side, parser);
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      reader.value();
      return parser.nextToken() == null ? Optional.of(reader.leaves) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static JsonParser open(Bytes bytes, Charset charset) throws IOException {
    return charset.equals(StandardCharsets.UTF_8)
        ? JSON.createParser(bytes.toArray())
        : JSON.createParser(bytes.text(charset));
  }

  private void value() throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> leaf(parser.getText(), LeafKind.STRING);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(parser.getText(), LeafKind.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> leaf(parser.getText(), LeafKind.BOOLEAN);
      case VALUE_NULL -> leaf("null", LeafKind.NULL);
      default -> throw new IOException("not a JSON value: " + parser.currentToken());
    }
  }

  private void object() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      leaf("{}", LeafKind.EMPTY_OBJECT);
      return;
    }
    int length = path.length();
    for (int i = 0; parser.currentToken() != JsonToken.END_OBJECT; i++) {
      var name = parser.currentName();
      boolean keyed = ValueType.of(name).isIdentifier();
      if (keyed) {
        indexes.add(Integer.toString(i));
        path.append("[*]");
        add("~", name, LeafKind.KEY);
      } else {
        Names.append(path, name);
      }
      parser.nextToken();
      value();
      parser.nextToken();
      path.setLength(length);
      if (keyed) {
        indexes.removeLast();
      }
    }
  }

  private void array() throws IOException {
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      leaf("[]", LeafKind.EMPTY_ARRAY);
      return;
    }
    int length = path.length();
    path.append("[*]");
    for (int i = 0; parser.currentToken() != JsonToken.END_ARRAY; i++) {
      indexes.add(Integer.toString(i));
      value();
      indexes.removeLast();
      parser.nextToken();
    }
    path.setLength(length);
  }

  private void leaf(String text, LeafKind kind) {
    add("", text, kind);
  }

  private void add(String suffix, String text, LeafKind kind) {
    var place = Place.of(side, Area.JSON, path + suffix);
    leaves.add(new Leaf(place, String.join(".", indexes), text, kind));
  }
}
