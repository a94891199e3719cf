// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.pair.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JsonRedactionProperties {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RedactionRule RULE =
      new RedactionRule("r", PlacePattern.parse("*.body.$..secret"), Action.REMOVE);

  @Property
  void everyCoveredValueGoesAndEveryOtherStays(@ForAll long seed) throws JsonProcessingException {
    var tree = tree(new Random(seed), 4);
    var text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);

    var result = redact(Bytes.of(text, StandardCharsets.UTF_8));

    assertThat(result.cut()).isFalse();
    assertThat(MAPPER.readTree(result.text().text(StandardCharsets.UTF_8)))
        .isEqualTo(expected(tree));
  }

  @Property
  void whereverTheTextIsCutNoCoveredValueShows(
      @ForAll long seed, @ForAll @IntRange(max = 400) int keptBytes)
      throws JsonProcessingException {
    var text = MAPPER.writeValueAsString(tree(new Random(seed), 4));

    var result = redact(Bytes.of(text, StandardCharsets.UTF_8).prefix(keptBytes));

    assertThat(result.text().text(StandardCharsets.UTF_8)).doesNotContain("hunter");
  }

  private static JsonRedaction.Result redact(Bytes text) {
    return JsonRedaction.of(
        text,
        new Replacements("key"),
        path -> RULE.place().covers(path) ? Optional.of(RULE) : Optional.empty());
  }

  private static JsonNode tree(Random random, int depth) {
    var json = JsonNodeFactory.instance;
    return switch (depth == 0 ? random.nextInt(4) : random.nextInt(6)) {
      case 0 -> json.numberNode(random.nextInt());
      case 1 -> json.textNode("\"é\n\\漢 " + random.nextInt());
      case 2 -> json.booleanNode(random.nextBoolean());
      case 3 -> json.numberNode(random.nextDouble());
      case 4 -> {
        ArrayNode array = json.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(tree(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = json.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(random.nextBoolean() ? "a b" + i : "n" + i, tree(random, depth - 1));
        }
        if (random.nextBoolean()) {
          object.put("secret", "hunter" + random.nextInt());
        }
        yield object;
      }
    };
  }

  private static JsonNode expected(JsonNode tree) {
    var copy = tree.deepCopy();
    for (JsonNode parent : copy.findParents("secret")) {
      ((ObjectNode) parent).put("secret", "[redacted]");
    }
    return copy;
  }
}
