// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DiffProperties {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(tries = 300)
  void equalDocumentsHaveNoDifference(@ForAll long seed) {
    var document = document(new Random(seed)).toString();

    assertThat(new Answers().differences(document, document)).isEmpty();
  }

  /** One scalar anywhere is changed; it must be found at its path and nothing else with it. */
  @Property(tries = 500)
  void aSeededChangeIsFoundAtItsPathAlone(@ForAll long seed) throws JsonProcessingException {
    var random = new Random(seed);
    var recorded = document(random);
    var live = new ObjectMapper().readTree(recorded.toString());
    var spots = new ArrayList<Change>();
    gather(live, "body.$", spots);
    var change = spots.get(random.nextInt(spots.size()));
    change.action().run();

    assertThat(
            new Answers()
                .compare(Answers.json(recorded.toString()), Answers.json(live.toString()))
                .differences())
        .as("%s%n%s", recorded, live)
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.path()).isEqualTo(change.path());
          assertThat(difference.kind()).isEqualTo(Difference.Kind.CHANGED);
        });
  }

  /** Every id is new, in lists of any order: bound, and no difference but the order. */
  @Property(tries = 200)
  void newIdsAreBoundWhereverTheyStand(@ForAll long seed) {
    var random = new Random(seed);
    var answers = new Answers().rule("response.body.$[*].id", PlaceClass.ID, ValueType.UUID);
    var recorded = JSON.arrayNode();
    var live = JSON.arrayNode();
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      var old = uuid(random);
      var fresh = uuid(random);
      recorded.addObject().put("id", old).put("n", i).put("self", "/orders/" + old + "?of=" + old);
      live.addObject()
          .put("id", fresh)
          .put("n", i)
          .put("self", "/orders/" + fresh + "?of=" + fresh);
    }

    assertThat(answers.differences(recorded.toString(), live.toString())).isEmpty();
    for (int i = 0; i < recorded.size(); i++) {
      assertThat(answers.values.live(recorded.get(i).get("id").textValue()))
          .contains(live.get(i).get("id").textValue());
    }
  }

  private record Change(String path, Runnable action) {}

  private static void gather(JsonNode node, String path, List<Change> spots) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(member -> {
            var spot = path + "." + member.getKey();
            if (member.getValue().isContainerNode()) {
              gather(member.getValue(), spot, spots);
            } else {
              spots.add(
                  new Change(spot, () -> object.set(member.getKey(), changed(member.getValue()))));
            }
          });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        var spot = path + "[" + i + "]";
        if (array.get(i).isContainerNode()) {
          gather(array.get(i), spot, spots);
        } else {
          spots.add(new Change(spot, () -> array.set(index, changed(array.get(index)))));
        }
      }
    }
  }

  private static JsonNode changed(JsonNode scalar) {
    return scalar.isNumber()
        ? JSON.numberNode(scalar.intValue() + 1_000_000)
        : scalar.isBoolean()
            ? JSON.booleanNode(!scalar.booleanValue())
            : JSON.textNode(scalar.textValue() + "!");
  }

  private static ObjectNode document(Random random) {
    var document = (ObjectNode) object(random, 3);
    document.put("always", "there");
    return document;
  }

  private static JsonNode object(Random random, int depth) {
    var object = JSON.objectNode();
    for (int i = 0; i < random.nextInt(5); i++) {
      object.set("m" + i, value(random, depth));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 3)) {
      case 0 -> JSON.numberNode(random.nextInt(100));
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.textNode("text " + random.nextInt(10));
      case 3 -> object(random, depth - 1);
      default -> {
        var array = JSON.arrayNode();
        for (int i = 0; i < random.nextInt(5); i++) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
    };
  }

  private static String uuid(Random random) {
    return new UUID(
            (random.nextLong() & 0xffffffffffff0fffL) | 0x4000,
            (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L)
        .toString();
  }
}
