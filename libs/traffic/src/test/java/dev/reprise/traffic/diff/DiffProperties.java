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
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Bytes;
import dev.reprise.traffic.pair.Header;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.Response;
import dev.reprise.traffic.rules.PlaceClass;
import dev.reprise.traffic.value.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
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

  /**
   * Whatever is the same, moved, repeated, bound, linked or packed: the short way finds as much.
   */
  @Property(tries = 1000)
  void whatIsSkippedWouldHaveShownNothing(@ForAll long seed) {
    var recorded = answer(new Random(seed), new Random(seed));
    var live = answer(new Random(seed), new Random(seed + 1));
    var shortWay = rules(new Random(seed));
    var longWay = rules(new Random(seed));

    var found = shortWay.compare(recorded, live);

    assertThat(found).isEqualTo(longWay.compareEverything(recorded, live));
    assertThat(shortWay.values.bindings()).isEqualTo(longWay.values.bindings());
  }

  private static Answers rules(Random random) {
    var answers = new Answers();
    if (random.nextBoolean()) {
      answers.bases("http://shop.test", "http://shop.test");
    }
    if (random.nextInt(3) == 0) {
      answers.values.bind(Answers.A, Answers.B);
    }
    if (random.nextInt(3) == 0) {
      answers.rule("response.body.$.id", PlaceClass.ID, ValueType.UUID);
    }
    // Of the second any value is one, also a link.
    var dueType = random.nextBoolean() ? ValueType.HTTP_DATE : ValueType.PLAIN;
    return answers
        .rule("response.header.date", PlaceClass.TIME, ValueType.HTTP_DATE)
        .rule("response.header.x-due", PlaceClass.TIME, dueType)
        .guess("response.header.x-at", PlaceClass.TIME, ValueType.HTTP_DATE);
  }

  /** An answer by one source of chance, in which another has changed something now and then. */
  private static Response answer(Random random, Random change) {
    var document = document(random);
    document.put("id", random.nextBoolean() ? Answers.A : Answers.C);
    document.put("self", random.nextBoolean() ? "http://shop.test/orders/1" : "/orders/1");
    if (change.nextInt(3) == 0) {
      document.put("always", "there " + change.nextInt(2));
    }
    var lines = new ArrayList<Header>();
    var type = random.nextInt(4) == 0 ? "text/plain" : "application/json";
    lines.add(
        new Header("Content-Type", change.nextInt(8) == 0 ? "application/problem+json" : type));
    for (String name :
        List.of("Date", "X-At", "X-Due", "x-due", "Location", "X-Tag", "x-tag", "Set-Cookie")) {
      if (random.nextBoolean()) {
        lines.add(new Header(name, value(name, random, change)));
      }
    }
    if (change.nextInt(6) == 0) {
      lines.remove(lines.size() - 1);
    }
    if (change.nextInt(6) == 0) {
      Collections.shuffle(lines, change);
    }
    int status = change.nextInt(8) == 0 ? 500 : 200;
    return new Response(
        status,
        "",
        "HTTP/1.1",
        new Headers(lines),
        Body.whole(Bytes.of(document.toString(), StandardCharsets.UTF_8)),
        Headers.EMPTY);
  }

  private static String value(String name, Random random, Random change) {
    int other = change.nextInt(4) == 0 ? 1 : 0;
    return switch (name) {
      case "Date", "X-At" -> "Mon, 23 Nov 2026 08:00:0" + other + " GMT";
      case "X-Due", "x-due" ->
          switch (change.nextInt(8)) {
            case 0 -> "never";
            case 1 -> "/orders/1";
            case 2 -> "http://shop.test/orders/1";
            default -> "Mon, 23 Nov 2026 08:00:0" + other + " GMT";
          };
      case "Location" -> (random.nextBoolean() ? "http://shop.test" : "") + "/orders/" + other;
      case "Set-Cookie" -> "sid=" + (other == 0 ? Answers.A : Answers.C) + "; Path=/";
      default -> "tag " + other;
    };
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
