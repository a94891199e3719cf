// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.redaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.filter.TrafficFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules that ingest-service works by: what it takes out of pairs, and which pairs it drops.
 *
 * @param redact in order; the first that names a place counts
 * @param drop a pair that any of them selects is not kept
 */
public record RulesFile(List<RedactionRule> redact, List<DropRule> drop) {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Copies both. */
  public RulesFile {
    redact = List.copyOf(redact);
    drop = List.copyOf(drop);
  }

  private record Redact(@Nullable String name, @Nullable String place, @Nullable String action) {
    @JsonCreator
    Redact(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("place") @Nullable String place,
        @JsonProperty("action") @Nullable String action) {
      this.name = name;
      this.place = place;
      this.action = action;
    }
  }

  private record Drop(@Nullable String name, @Nullable String filter) {
    @JsonCreator
    Drop(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("filter") @Nullable String filter) {
      this.name = name;
      this.filter = filter;
    }
  }

  private record Content(@Nullable List<Redact> redact, @Nullable List<Drop> drop) {
    @JsonCreator
    Content(
        @JsonProperty("redact") @Nullable List<Redact> redact,
        @JsonProperty("drop") @Nullable List<Drop> drop) {
      this.redact = redact;
      this.drop = drop;
    }
  }

  /** What holds where no file is given: nothing is taken out, probes and metrics are dropped. */
  public static RulesFile defaults() {
    return resource("default-rules.yaml");
  }

  private static RulesFile resource(String name) {
    try (var in = RulesFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /**
   * Reads a rules file.
   *
   * @param source what to call it in problems, e.g. its path
   * @throws AppException {@code RULES_INVALID}, naming every rule that is wrong
   */
  public static RulesFile parse(String source, String text) {
    Content content = content(source, text);
    var problems = new ArrayList<String>();
    var names = new HashSet<String>();
    var redact = new ArrayList<RedactionRule>();
    var drop = new ArrayList<DropRule>();
    int rules = 0;
    var lines = new YamlLines(YAML.getFactory(), text);
    for (Redact rule : listOf(content.redact())) {
      var line = lines.at("/redact/" + rules++);
      var name = name(line, rule.name(), names, problems);
      tried(line, name, problems, () -> redactionRule(name, rule), redact);
    }
    rules = 0;
    for (Drop rule : listOf(content.drop())) {
      var line = lines.at("/drop/" + rules++);
      var name = name(line, rule.name(), names, problems);
      tried(line, name, problems, () -> dropRule(name, rule), drop);
    }
    if (!problems.isEmpty()) {
      throw invalid(source, String.join("\n", problems));
    }
    return new RulesFile(redact, drop);
  }

  private static Content content(String source, String text) {
    try {
      var tree = YAML.readTree(text);
      return tree.isMissingNode() || tree.isNull()
          ? new Content(List.of(), List.of())
          : YAML.treeToValue(tree, Content.class);
    } catch (UnrecognizedPropertyException e) {
      throw invalid(
          source,
          new YamlLines(YAML.getFactory(), text).at(e)
              + "the key '%s' is not known there; known are %s"
                  .formatted(e.getPropertyName(), e.getKnownPropertyIds()));
    } catch (JsonMappingException e) {
      throw invalid(source, new YamlLines(YAML.getFactory(), text).at(e) + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      var place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw invalid(source, place + e.getOriginalMessage());
    }
  }

  private static <T> List<T> listOf(@Nullable List<T> read) {
    return read == null ? List.of() : read;
  }

  private static String name(
      String line, @Nullable String name, Set<String> names, List<String> problems) {
    if (name == null || name.isBlank()) {
      problems.add(line + "a rule has no name");
      return "?";
    }
    if (!names.add(name)) {
      problems.add(line + "rule '" + name + "': another rule has this name");
    }
    return name;
  }

  private static <T> void tried(
      String line, String name, List<String> problems, Supplier<T> rule, List<T> rules) {
    try {
      rules.add(rule.get());
    } catch (IllegalArgumentException | AppException e) {
      problems.add(line + "rule '" + name + "': " + e.getMessage());
    }
  }

  private static RedactionRule redactionRule(String name, Redact rule) {
    if (rule.place() == null) {
      throw new IllegalArgumentException("it names no place");
    }
    return new RedactionRule(name, PlacePattern.parse(rule.place()), action(rule.action()));
  }

  private static Action action(@Nullable String action) {
    if (action == null) {
      return Action.TOKEN;
    }
    return switch (action.toLowerCase(Locale.ROOT)) {
      case "token" -> Action.TOKEN;
      case "remove" -> Action.REMOVE;
      default ->
          throw new IllegalArgumentException(
              "the action '" + action + "' is not known; known are token and remove");
    };
  }

  private static DropRule dropRule(String name, Drop rule) {
    if (rule.filter() == null || rule.filter().isBlank()) {
      throw new IllegalArgumentException("it has no filter, and would drop everything");
    }
    return new DropRule(name, TrafficFilter.parse(rule.filter()));
  }

  private static AppException invalid(String source, String problems) {
    return new AppException(
        ErrorKind.USER,
        "RULES_INVALID",
        "The rules in " + source + " cannot be used:\n" + problems,
        "Correct the file; docs/redaction.md shows what it may hold.",
        Map.of("source", source),
        null);
  }
}
