// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.rewrite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.reprise.traffic.place.JsonPlaces;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.place.Side;
import dev.reprise.traffic.value.ValueType;
import java.io.IOException;
import java.util.Optional;

/** Changes values in JSON text, and leaves every other character as it was. */
final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  private final String text;
  private final JsonParser parser;
  private final Substitution substitution;
  private final StringBuilder out;
  private int copied;

  private JsonText(String text, JsonParser parser, Substitution substitution) {
    this.text = text;
    this.parser = parser;
    this.substitution = substitution;
    this.out = new StringBuilder(text.length());
  }

  /** The changed text; empty when the text is not one JSON document. */
  static Optional<String> rewrite(Side side, String text, Substitution substitution) {
    try (var parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      var rewriter = new JsonText(text, parser, substitution);
      rewriter.value(JsonPlaces.root(side));
      return parser.nextToken() == null ? Optional.of(rewriter.finish()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private void value(Place place) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> object(place);
      case START_ARRAY -> {
        var item = JsonPlaces.item(place);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          value(item);
        }
      }
      case VALUE_STRING -> string(place);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place);
      default -> {}
    }
  }

  private void object(Place place) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var member = JsonPlaces.member(place, name);
      if (JsonPlaces.isKeyed(name)) {
        replaceString(name, substitution.at(JsonPlaces.key(member), name));
      }
      parser.nextToken();
      value(member);
    }
  }

  private void string(Place place) throws IOException {
    var old = parser.getText();
    replaceString(old, substitution.at(place, old));
  }

  private void number(Place place) throws IOException {
    var old = parser.getText();
    var changed = substitution.at(place, old);
    if (!changed.equals(old)) {
      // A counter that has become a word must not break the document.
      boolean stillNumber = ValueType.of(changed) == ValueType.NUMBER || allDigits(changed);
      replace(old.length(), stillNumber ? changed : quoted(changed));
    }
  }

  private void replaceString(String old, String changed) {
    if (!changed.equals(old)) {
      replace(literalLength(), quoted(changed));
    }
  }

  // From the opening quote to the closing one, escapes and all.
  private int literalLength() {
    int start = start();
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1 - start;
  }

  private void replace(int length, String literal) {
    int start = start();
    out.append(text, copied, start).append(literal);
    copied = start + length;
  }

  private int start() {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  private String finish() {
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private static String quoted(String value) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }

  private static boolean allDigits(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
