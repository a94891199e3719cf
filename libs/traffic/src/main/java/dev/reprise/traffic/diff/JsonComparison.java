// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.traffic.diff.Difference.Kind;
import dev.reprise.traffic.place.JsonPlaces;
import dev.reprise.traffic.place.Place;
import dev.reprise.traffic.rules.PlaceRule;
import java.util.function.Function;

/** The two passes over JSON bodies: what is new is bound first, then everything is compared. */
final class JsonComparison {

  private final Values values;
  private final DifferenceList differences;

  JsonComparison(Values values, DifferenceList differences) {
    this.values = values;
    this.differences = differences;
  }

  /** Binds what the live document makes anew. */
  void learn(PlaceNode root, JsonNode recorded, JsonNode live) {
    new JsonWalk(values, new Learner()).walk(Spot.root(root), recorded, live);
  }

  /** Finds the differences. */
  void compare(PlaceNode root, JsonNode recorded, JsonNode live) {
    new JsonWalk(values, new Comparer()).walk(Spot.root(root), recorded, live);
  }

  private static Function<Place, PlaceRule> rules(PlaceNode node) {
    return place -> place.part().isEmpty() ? node.rule() : node.ruleOf(place);
  }

  private static boolean isText(JsonNode value) {
    return value.isTextual() || value.isNumber();
  }

  private final class Learner implements JsonWalk.Visitor {

    @Override
    public void values(Spot spot, JsonNode recorded, JsonNode live) {
      if (isText(recorded) && recorded.getNodeType() == live.getNodeType()) {
        var node = spot.node();
        values.learn(node.place(), recorded.asText(), live.asText(), rules(node));
      }
    }

    @Override
    public void keys(Spot member, String recorded, String live) {
      var node = member.node();
      values.learn(node.place(), recorded, live, _ -> node.ruleOfKeys());
    }

    @Override
    public void missing(Spot spot, JsonNode recorded) {}

    @Override
    public void added(Spot spot, JsonNode live) {}

    @Override
    public void reordered(Spot list) {}
  }

  private final class Comparer implements JsonWalk.Visitor {

    @Override
    public void values(Spot spot, JsonNode recorded, JsonNode live) {
      if (recorded.getNodeType() != live.getNodeType()) {
        add(spot, Kind.TYPE, recorded, live);
        return;
      }
      if (recorded.isNumber()) {
        numbers(spot, recorded, live);
      } else if (recorded.isTextual()) {
        texts(spot, recorded, live);
      } else if (!recorded.equals(live)) {
        add(spot, Kind.CHANGED, recorded, live);
      }
    }

    // 1.5 and 1.50 are one number; but a bound counter must be what it has become.
    private void numbers(Spot spot, JsonNode recorded, JsonNode live) {
      var node = spot.node();
      var text = recorded.asText();
      boolean asRecorded =
          !node.rule().placeClass().isVolatile()
              && values.expected(node.place(), text).equals(text);
      if (!asRecorded || recorded.decimalValue().compareTo(live.decimalValue()) != 0) {
        texts(spot, recorded, live);
      }
    }

    private void texts(Spot spot, JsonNode recorded, JsonNode live) {
      var node = spot.node();
      switch (values.compare(node.place(), recorded.asText(), live.asText(), rules(node))) {
        case ALIKE -> {}
        case CHANGED -> addChanged(spot, recorded, live);
        case TYPE -> add(spot, Kind.TYPE, recorded, live);
      }
    }

    // What was expected is what the recorded value should be by now.
    private void addChanged(Spot spot, JsonNode recorded, JsonNode live) {
      var path = spot.path();
      var expected = values.expected(spot.node().place(), recorded.asText());
      differences.add(
          path,
          Kind.CHANGED,
          recorded.isTextual()
              ? Shown.json(path, TextNode.valueOf(expected))
              : Shown.text(path, expected),
          Shown.json(path, live));
    }

    @Override
    public void keys(Spot member, String recorded, String live) {
      var node = member.node();
      var finding =
          values.compare(JsonPlaces.key(node.place()), recorded, live, _ -> node.ruleOfKeys());
      if (finding != Values.Finding.ALIKE) {
        var path = member.path();
        differences.add(path, Kind.CHANGED, Shown.text(path, recorded), Shown.text(path, live));
      }
    }

    @Override
    public void missing(Spot spot, JsonNode recorded) {
      var path = spot.path();
      differences.add(path, Kind.MISSING, Shown.json(path, recorded), "");
    }

    @Override
    public void added(Spot spot, JsonNode live) {
      var path = spot.path();
      differences.add(path, Kind.ADDED, "", Shown.json(path, live));
    }

    @Override
    public void reordered(Spot list) {
      differences.add(list.path(), Kind.ORDER, "", "");
    }

    private void add(Spot spot, Kind kind, JsonNode recorded, JsonNode live) {
      var path = spot.path();
      differences.add(path, kind, Shown.json(path, recorded), Shown.json(path, live));
    }
  }
}
