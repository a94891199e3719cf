// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Manifests as text: one or more documents of YAML or JSON. Documents that are not changed keep
 * every byte; one that is changed is written anew, and of its comments only those at its top stay.
 */
public final class ManifestText {

  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---(?:[ \\t].*)?(?:\\R|\\z)");
  private static final Pattern TOP = Pattern.compile("\\A(?:[ \\t]*(?:#.*)?\\R)+");
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS)
                  .stringQuotingChecker(new PlainWords())
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private ManifestText() {}

  /**
   * What became of manifests.
   *
   * @param text of all documents
   * @param changed which workloads are others now
   * @param notes on them, for a person
   * @param problems that kept workloads from being changed
   */
  public record Result(
      String text, List<String> changed, List<String> notes, List<String> problems) {
    /** Copies the lists. */
    public Result {
      changed = List.copyOf(changed);
      notes = List.copyOf(notes);
      problems = List.copyOf(problems);
    }
  }

  /** Puts the proxy into every workload that does not forbid it. */
  public static Result inject(String text, SidecarSettings settings) {
    var edit = new Edit();
    return edit.of(
        text,
        resource ->
            edit.settled(
                resource,
                Injection.inject(
                    Workloads.template(resource).orElseThrow(),
                    Workloads.name(resource),
                    settings)));
  }

  /** Takes the proxy out of every workload that has it. */
  public static Result remove(String text) {
    return new Edit()
        .of(
            text,
            resource ->
                Workloads.with(
                    resource, Injection.removed(Workloads.template(resource).orElseThrow())));
  }

  private static final class Edit {

    private final List<String> changed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Result of(String text, UnaryOperator<ObjectNode> change) {
      var out = new StringBuilder(text.length() * 2);
      var separator = SEPARATOR.matcher(text);
      int from = 0;
      int number = 1;
      while (separator.find()) {
        out.append(document(text.substring(from, separator.start()), number++, change));
        out.append(separator.group());
        from = separator.end();
      }
      out.append(document(text.substring(from), number, change));
      return new Result(out.toString(), changed, notes, problems);
    }

    private String document(String text, int number, UnaryOperator<ObjectNode> change) {
      JsonNode before;
      try {
        before = YAML.readTree(text);
      } catch (JsonProcessingException e) {
        problems.add(
            "Document %d is no YAML, line %d of it: %s."
                .formatted(
                    number,
                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                    firstLine(e.getOriginalMessage())));
        return text;
      }
      var after = resource(before, change);
      if (after.equals(before)) {
        return text;
      }
      var top = TOP.matcher(text);
      return (top.find() ? top.group() : "") + written(after);
    }

    private JsonNode resource(JsonNode resource, UnaryOperator<ObjectNode> change) {
      if (resource instanceof ObjectNode list
          && list.path("kind").asText().endsWith("List")
          && list.get("items") instanceof ArrayNode items) {
        var copy = list.deepCopy();
        var changedItems = copy.putArray("items");
        items.forEach(item -> changedItems.add(resource(item, change)));
        return copy;
      }
      if (Workloads.template(resource).isEmpty()) {
        return resource;
      }
      var after = change.apply((ObjectNode) resource);
      if (!after.equals(resource)) {
        changed.add(Workloads.label(resource));
      }
      return after;
    }

    ObjectNode settled(ObjectNode resource, Injected injected) {
      String label = Workloads.label(resource);
      return switch (injected) {
        case Injected.Done(var template, var said) -> {
          said.forEach(note -> notes.add(label + ": " + note));
          yield Workloads.with(resource, template);
        }
        case Injected.LeftAlone(String why) -> {
          notes.add(label + ": left alone, since " + why + ".");
          yield resource;
        }
        case Injected.Refused(var found) -> {
          found.forEach(problem -> problems.add(label + ": " + problem));
          yield resource;
        }
      };
    }

    private static String written(JsonNode document) {
      try {
        return YAML.writeValueAsString(document);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree can always be written", e);
      }
    }

    private static String firstLine(String message) {
      return Optional.ofNullable(message).orElse("").lines().findFirst().orElse("").strip();
    }
  }
}
