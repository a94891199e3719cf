// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.reprise.traffic.config.TestConfig.Assertions;
import dev.reprise.traffic.config.TestConfig.BodyChecks;
import dev.reprise.traffic.config.TestConfig.Goals;
import dev.reprise.traffic.config.TestConfig.LatencyGoal;
import dev.reprise.traffic.config.TestConfig.MissPolicy;
import dev.reprise.traffic.config.TestConfig.Mocks;
import dev.reprise.traffic.config.TestConfig.SlowRule;
import dev.reprise.traffic.config.TestConfig.Target;
import dev.reprise.traffic.config.TestConfig.Timeouts;
import dev.reprise.traffic.error.AppException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads test configs from JSON or YAML, strictly, and prints the schema they follow. */
public final class TestConfigs {

  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TestConfigs() {}

  /** What holds when nothing is configured. */
  public static TestConfig defaults() {
    return parse("defaults", "");
  }

  /**
   * Reads a config; an empty text gives the defaults.
   *
   * @param source what to call the text in problems, e.g. its path
   * @throws AppException {@code CONFIG_INVALID}, naming all problems with their places
   */
  public static TestConfig parse(String source, String text) {
    return read(checked(source, text));
  }

  /**
   * The same config as JSON, with every default written out; it parses to an equal config.
   *
   * @throws AppException {@code CONFIG_INVALID}, naming all problems with their places
   */
  public static String toJson(String source, String text) {
    return checked(source, text).toString();
  }

  /** The JSON schema of test configs, as published in docs/test-config.schema.json. */
  public static String schema() {
    var schema =
        SchemaPrinter.print(
            TestConfigShape.CONFIG,
            "Reprise test config",
            "How to replay a snapshot: load, assertions, goals, mocks. JSON or YAML.");
    try {
      return PRETTY.writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of JSON can be written", e);
    }
  }

  private static JsonNode checked(String source, String text) {
    var problems = new ConfigProblems(source, text);
    var tree = new ConfigReader(problems).read(text);
    problems.throwIfAny();
    if (tree == null) {
      throw new AssertionError("a file that cannot be read has a problem");
    }
    var json = new ShapeCheck(problems).check(tree, TestConfigShape.CONFIG, "");
    problems.throwIfAny();
    return json;
  }

  private static TestConfig read(JsonNode json) {
    return new TestConfig(
        json.get("name").textValue(),
        target(json.get("target")),
        timeouts(json.get("timeouts")),
        load(json.get("load")),
        assertions(json.get("assertions")),
        goals(json.get("goals")),
        mocks(json.get("mocks")));
  }

  private static Target target(JsonNode json) {
    return new Target(
        Optional.ofNullable(json.get("url")).map(JsonNode::textValue),
        texts(json.get("hosts")),
        "recorded".equals(json.get("host").textValue()),
        texts(json.get("headers")),
        list(json.get("authorities")));
  }

  private static Timeouts timeouts(JsonNode json) {
    return new Timeouts(
        millis(json.get("connectMillis")),
        millis(json.get("answerMillis")),
        millis(json.get("bindingsMillis")));
  }

  private static Load load(JsonNode json) {
    return new Load(
        plan(json), json.get("maxConnections").intValue(), millis(json.get("maxLatenessMillis")));
  }

  private static Load.Plan plan(JsonNode json) {
    if (json.has("fast")) {
      var fast = json.get("fast");
      return new Load.Fast(fast.get("vusers").intValue(), fast.get("cycles").intValue());
    }
    if (json.has("stages")) {
      var stages = new ArrayList<Load.Stage>();
      json.get("stages").forEach(stage -> stages.add(stage(stage)));
      return new Load.Stages(stages);
    }
    if (json.has("recorded")) {
      var recorded = json.get("recorded");
      return new Load.Recorded(
          recorded.get("speed").doubleValue(),
          recorded.get("vusers").intValue(),
          recorded.get("cycles").intValue());
    }
    return new Load.Recorded(1, 1, 1);
  }

  private static Load.Stage stage(JsonNode json) {
    Load.Level level =
        json.has("vusers")
            ? new Load.VUsers(
                json.get("vusers").intValue(), "recorded".equals(json.path("gaps").textValue()))
            : new Load.Rate(json.get("requestsPerSecond").doubleValue());
    return new Load.Stage(
        level,
        seconds(json.get("rampSeconds")),
        new Load.Extent(
            Optional.ofNullable(json.get("seconds")).map(TestConfigs::seconds),
            Optional.ofNullable(json.get("cycles")).map(JsonNode::intValue)));
  }

  private static Assertions assertions(JsonNode json) {
    var body = json.get("body");
    var slow = json.get("slow");
    var headers =
        list(json.get("headers")).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return new Assertions(
        json.get("status").booleanValue(),
        headers,
        new BodyChecks(
            body.get("enabled").booleanValue(),
            paths(body.get("ignore")),
            paths(body.get("only")),
            paths(body.get("unordered")),
            body.get("tolerance").doubleValue()),
        new SlowRule(
            slow.get("factor").doubleValue(),
            millis(slow.get("floorMillis")),
            slow.get("percentile").doubleValue(),
            slow.get("anyLoad").booleanValue()));
  }

  private static Goals goals(JsonNode json) {
    var latency = new ArrayList<LatencyGoal>();
    for (JsonNode goal : json.get("latency")) {
      latency.add(
          new LatencyGoal(
              goal.get("endpoint").textValue(),
              goal.get("percentile").doubleValue(),
              millis(goal.get("maxMillis")),
              "response".equals(goal.get("measure").textValue())));
    }
    return new Goals(
        json.get("successPercent").doubleValue(),
        json.get("matchPercent").doubleValue(),
        Optional.ofNullable(json.get("minRequestsPerSecond")).map(JsonNode::doubleValue),
        "fail".equals(json.get("slowEndpoints").textValue()),
        latency);
  }

  private static Mocks mocks(JsonNode json) {
    var latency = json.get("latency");
    double factor =
        latency.isNumber() ? latency.doubleValue() : "zero".equals(latency.textValue()) ? 0 : 1;
    return new Mocks(
        factor,
        switch (json.get("miss").textValue()) {
          case "passthrough" -> MissPolicy.PASSTHROUGH;
          case "fail" -> MissPolicy.FAIL;
          default -> MissPolicy.NOT_FOUND;
        });
  }

  private static List<PathRule> paths(JsonNode json) {
    var rules = new ArrayList<PathRule>();
    json.forEach(path -> rules.add(PathRule.parse(path.textValue())));
    return rules;
  }

  private static List<String> list(JsonNode json) {
    var texts = new ArrayList<String>();
    json.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static Map<String, String> texts(JsonNode json) {
    var texts = new LinkedHashMap<String, String>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().textValue()));
    return texts;
  }

  private static Duration millis(JsonNode json) {
    return Duration.ofMillis(json.longValue());
  }

  private static Duration seconds(JsonNode json) {
    return Duration.ofNanos(Math.round(json.doubleValue() * 1e9));
  }
}
