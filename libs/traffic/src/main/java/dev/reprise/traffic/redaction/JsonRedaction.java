// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.reprise.traffic.pair.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Replaces values in a JSON text and leaves every other byte as it is.
 *
 * <p>The text may end in the middle, as a truncated body does. Where it stops being JSON, the rest
 * is cut off: what cannot be read cannot be shown to hold no secret.
 */
final class JsonRedaction {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .build())
          .build();
  private static final Pattern BARE = Pattern.compile("[\\w$-]+");

  private final byte[] text;
  private final Replacements replacements;
  private final Function<String, Optional<RedactionRule>> rules;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Found> found = new ArrayList<>();
  private int copied; // how much of the text is in out, replaced or as it was
  private int lastToken; // where the last token began

  private JsonRedaction(
      byte[] text, Replacements replacements, Function<String, Optional<RedactionRule>> rules) {
    this.text = text;
    this.replacements = replacements;
    this.rules = rules;
  }

  /** A value that was taken out. */
  record Found(String path, RedactionRule rule) {}

  /**
   * What is left.
   *
   * @param text with the replacements
   * @param found what was replaced, in order
   * @param cut whether the rest was cut off because it is not JSON
   */
  record Result(Bytes text, List<Found> found, boolean cut) {}

  /**
   * Redacts a text.
   *
   * @param rules the rule for the value at a path such as {@code $.items[0].id}
   */
  static Result of(
      Bytes text, Replacements replacements, Function<String, Optional<RedactionRule>> rules) {
    return new JsonRedaction(text.toArray(), replacements, rules).run();
  }

  private Result run() {
    boolean cut = false;
    try (JsonParser parser = JSON.createParser(text)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        lastToken = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        if (lastToken < 0) {
          throw new IOException("not UTF-8, so there are no byte offsets");
        }
        if (token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
          value(parser, token);
        }
      }
      copyTo(text.length);
    } catch (JsonEOFException _) {
      copyTo(text.length); // the body was truncated; what is read of an uncovered value may stay
    } catch (IOException _) {
      copyTo(Math.max(lastToken, 0));
      cut = true;
    }
    return new Result(Bytes.own(out.toByteArray()), found, cut);
  }

  private void value(JsonParser parser, JsonToken token) throws IOException {
    boolean container = token.isStructStart();
    var context = parser.getParsingContext();
    var path = pathOf(container ? context.getParent() : context);
    var rule = rules.apply(path);
    if (rule.isEmpty() || token == JsonToken.VALUE_NULL) {
      return;
    }
    int start = lastToken;
    copyTo(start);
    found.add(new Found(path, rule.get()));
    var action = rule.get().action();
    try {
      if (container) {
        parser.skipChildren();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        replace(quoted(replacements.of(action, raw(start, end))), end);
      } else if (token.isNumeric()) {
        int end = start + parser.getTextLength();
        replace(replacements.ofNumber(action, parser.getText()), end);
      } else {
        var value = parser.getText(); // reads the token to its end
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        replace(quoted(replacements.of(action, value)), end);
      }
    } catch (JsonEOFException e) {
      replace(quoted(Replacements.REMOVED), text.length); // cut in the middle of the value
      throw e;
    }
  }

  private void replace(String replacement, int end) {
    out.writeBytes(replacement.getBytes(StandardCharsets.UTF_8));
    copied = end;
  }

  private void copyTo(int end) {
    if (end > copied) {
      out.write(text, copied, end - copied);
      copied = end;
    }
  }

  private String raw(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }

  private static String quoted(String value) {
    return '"' + value + '"'; // replacements hold nothing that JSON would escape
  }

  private static String pathOf(JsonStreamContext context) {
    if (context.inRoot()) {
      return "$";
    }
    var parent = pathOf(context.getParent());
    if (context.inArray()) {
      return parent + "[" + context.getCurrentIndex() + "]";
    }
    var name = context.getCurrentName();
    return BARE.matcher(name).matches() ? parent + "." + name : parent + "['" + name + "']";
  }
}
