// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.command.CountConverter;
import dev.reprise.traffic.config.TestConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how to replay: a test config file, and short cuts for its load. */
final class LoadOptions {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Test config, YAML or JSON: load, assertions, goals, mocks (docs/replay.md).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--fast",
      description = "Each request as soon as it may go, instead of at the recorded gaps.")
  private boolean isFast;

  @Option(
      names = "--vusers",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "How many virtual users walk the snapshot at the same time.")
  private Optional<Integer> vusers = Optional.empty();

  @Option(
      names = "--cycles",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "How often each of them does.")
  private Optional<Integer> cycles = Optional.empty();

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "Recorded gaps divided by this; 2 is twice as fast.")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--mock-latency",
      paramLabel = "recorded|zero|FACTOR",
      description = "How long mock answers take.")
  private Optional<String> mockLatency = Optional.empty();

  /** The config with the short cuts applied, checked. */
  String testConfigJson(CommandSpec spec) {
    String source = config.map(Path::toString).orElse("the command line");
    try {
      var json = (ObjectNode) JSON.readTree(TestConfigs.toJson(source, fileText(spec)));
      applyLoad(spec, json);
      mockLatency.ifPresent(latency -> applyLatency(json, latency));
      return TestConfigs.toJson(source + " with its options", json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checked config is JSON", e);
    }
  }

  private void applyLoad(CommandSpec spec, ObjectNode json) {
    if (!isFast && vusers.isEmpty() && cycles.isEmpty() && speed.isEmpty()) {
      return;
    }
    if (isFast && speed.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--fast has no gaps to divide, so --speed does not go with it.");
    }
    var load = json.withObjectProperty("load");
    load.remove("recorded");
    load.remove("fast");
    load.remove("stages");
    var plan = load.putObject(isFast ? "fast" : "recorded");
    speed.ifPresent(factor -> plan.put("speed", factor));
    vusers.ifPresent(count -> plan.put("vusers", count));
    cycles.ifPresent(count -> plan.put("cycles", count));
  }

  private static void applyLatency(ObjectNode json, String latency) {
    var mocks = json.withObjectProperty("mocks");
    if (latency.matches("[0-9]+(\\.[0-9]+)?")) {
      mocks.put("latency", Double.parseDouble(latency));
    } else {
      mocks.put("latency", latency);
    }
  }

  private String fileText(CommandSpec spec) {
    if (config.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(config.get());
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--config: %s cannot be read: %s.".formatted(config.get(), e.getMessage()),
          e);
    }
  }
}
