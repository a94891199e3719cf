// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.reprise.traffic.config.ConfigNode.Entry;
import dev.reprise.traffic.config.ConfigNode.Spot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON or YAML into {@link ConfigNode}s. A file that begins with a brace is JSON, any other
 * is YAML.
 *
 * <p><b>Bounds:</b> nesting and token lengths are those of Jackson's read constraints; aliases and
 * second documents are refused, so that no small file can become a large tree.
 */
final class ConfigReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final YAMLFactory YAML = new YAMLFactory();

  private static final Pattern YAML_PLACE =
      Pattern.compile("line ([0-9]{1,9}), column ([0-9]{1,9})");

  private static final Pattern LOOKS_LIKE_JSON = Pattern.compile("\\s*\\{\\s*[\"}]");

  private final ConfigProblems problems;

  ConfigReader(ConfigProblems problems) {
    this.problems = problems;
  }

  /** The tree, or null when the file cannot be read at all; the problem has then been noted. */
  @Nullable ConfigNode read(String text) {
    try (JsonParser parser = open(text)) {
      if (parser.nextToken() == null) {
        return new ConfigNode.Mapping(new Spot(1, 1), List.of());
      }
      var root = value(parser);
      if (parser.nextToken() != null) {
        problems.add(spot(parser), "something follows the end of the config", "");
      }
      return root;
    } catch (JsonProcessingException e) {
      noteSyntaxError(e);
      return null;
    } catch (IOException e) {
      throw new AssertionError("text in memory cannot fail to be read", e);
    }
  }

  // YAML's messages hold excerpts of their own, and the place of the error as the last of several.
  private void noteSyntaxError(JsonProcessingException e) {
    String message =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.startsWith(" "))
            .collect(Collectors.joining(", "));
    var at = spot(e.getLocation());
    var places = YAML_PLACE.matcher(e.getOriginalMessage());
    while (places.find()) {
      at = new Spot(Integer.parseInt(places.group(1)), Integer.parseInt(places.group(2)));
    }
    problems.add(at, message, "");
  }

  private static JsonParser open(String text) throws IOException {
    return LOOKS_LIKE_JSON.matcher(text).lookingAt()
        ? JSON.createParser(text)
        : YAML.createParser(text);
  }

  private ConfigNode value(JsonParser parser) throws IOException {
    var at = spot(parser);
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      problems.add(at, "aliases are not read here", "write the value out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, at);
      case START_ARRAY -> items(parser, at);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numeral(parser, at);
      case VALUE_TRUE, VALUE_FALSE -> new ConfigNode.Flag(at, parser.getBooleanValue());
      case VALUE_NULL -> new ConfigNode.Nothing(at);
      default -> new ConfigNode.Text(at, parser.getText());
    };
  }

  // YAML knows .inf and .nan, which are no numbers that a setting could have.
  private static ConfigNode numeral(JsonParser parser, Spot at) throws IOException {
    return parser.isNaN()
        ? new ConfigNode.Text(at, parser.getText())
        : new ConfigNode.Numeral(at, parser.getDecimalValue());
  }

  private ConfigNode mapping(JsonParser parser, Spot at) throws IOException {
    var entries = new ArrayList<Entry>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var keySpot = spot(parser);
      String key = parser.currentName();
      parser.nextToken();
      var value = value(parser);
      if (entries.stream().anyMatch(entry -> entry.key().equals(key))) {
        problems.add(keySpot, "the key '" + key + "' stands here a second time", "remove one");
      } else {
        entries.add(new Entry(keySpot, key, value));
      }
    }
    return new ConfigNode.Mapping(at, entries);
  }

  private ConfigNode items(JsonParser parser, Spot at) throws IOException {
    var values = new ArrayList<ConfigNode>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return new ConfigNode.Items(at, values);
  }

  private static Spot spot(JsonParser parser) {
    return spot(parser.currentTokenLocation());
  }

  private static Spot spot(@Nullable JsonLocation location) {
    return location == null
        ? new Spot(1, 1)
        : new Spot(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
