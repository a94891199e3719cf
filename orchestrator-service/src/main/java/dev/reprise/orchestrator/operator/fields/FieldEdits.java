// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.orchestrator.operator.api.TrafficReplayStatus.ChangedField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes fields of a resource and puts them back, by an inventory of what they were. */
public final class FieldEdits {

  /** Keys of this domain are ours whatever stands in them. */
  public static final String OWN_DOMAIN = "reprise.dev";

  private static final ObjectMapper JSON = new ObjectMapper();

  private FieldEdits() {}

  /**
   * The inventory of a change that is to be made.
   *
   * @param resource as it is
   * @param known the inventory of an earlier change of the same resource that is not put back: what
   *     it says of the time before stays true
   * @param wanted values by place
   */
  public static List<ChangedField> inventory(
      JsonNode resource, List<ChangedField> known, Map<FieldPath, JsonNode> wanted) {
    var fields = new LinkedHashMap<String, ChangedField>();
    known.forEach(field -> fields.put(field.path(), field));
    wanted.forEach((path, value) -> {
      var earlier = fields.get(path.toString());
      var before =
          earlier == null
              ? path.get(resource).map(FieldEdits::text).orElse(null)
              : earlier.before();
      fields.put(path.toString(), new ChangedField(path.toString(), before, text(value)));
    });
    return List.copyOf(fields.values());
  }

  /** What a field was before the first change, by its inventory or else as it is. */
  public static Optional<JsonNode> before(
      JsonNode resource, List<ChangedField> known, FieldPath path) {
    for (ChangedField field : known) {
      if (field.path().equals(path.toString())) {
        return Optional.ofNullable(field.before()).map(FieldEdits::json);
      }
    }
    return path.get(resource);
  }

  /** Makes the change. */
  public static void apply(ObjectNode resource, List<ChangedField> fields) {
    fields.forEach(field -> FieldPath.parse(field.path()).set(resource, json(field.after())));
  }

  /** The fields that are not as the change made them. */
  public static List<String> disturbed(JsonNode resource, List<ChangedField> fields) {
    return fields.stream()
        .filter(field -> !isAs(FieldPath.parse(field.path()).get(resource), field.after()))
        .map(ChangedField::path)
        .toList();
  }

  /**
   * Puts the fields back that are as the change made them. One that somebody else has changed since
   * stays.
   *
   * @return those that stayed
   */
  public static List<ChangedField> restore(ObjectNode resource, List<ChangedField> fields) {
    var left = new ArrayList<ChangedField>();
    // Backwards, so that what was made first goes last.
    for (ChangedField field : fields.reversed()) {
      var path = FieldPath.parse(field.path());
      var now = path.get(resource);
      boolean isOurs = path.isOfDomain(OWN_DOMAIN) || isAs(now, field.after());
      if (isOurs) {
        putBack(resource, path, field.before());
      } else if (!isEqual(now, field.before())) {
        left.add(field);
      }
    }
    return left;
  }

  private static void putBack(ObjectNode resource, FieldPath path, @Nullable String before) {
    if (before == null) {
      path.remove(resource);
    } else {
      path.set(resource, json(before));
    }
  }

  private static boolean isEqual(Optional<JsonNode> value, @Nullable String text) {
    return text == null ? value.isEmpty() : value.isPresent() && value.get().equals(json(text));
  }

  // An API server fills in defaults beside what we wrote.
  private static boolean isAs(Optional<JsonNode> value, String text) {
    return value.isPresent() && holds(value.get(), json(text));
  }

  private static boolean holds(JsonNode value, JsonNode wanted) {
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(entry ->
              value.has(entry.getKey()) && holds(value.get(entry.getKey()), entry.getValue()));
    }
    if (!wanted.isArray()) {
      return value.equals(wanted);
    }
    if (!value.isArray() || value.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!holds(value.get(i), wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the inventory holds what is not JSON: " + text, e);
    }
  }

  private static String text(JsonNode value) {
    return value.toString();
  }
}
