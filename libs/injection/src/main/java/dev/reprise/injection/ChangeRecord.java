// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.injection.fields.FieldPath.Segment;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every change of a template, and the way back. It is kept as an annotation of the template itself,
 * so that whoever has the template can take the proxy out.
 */
final class ChangeRecord {

  private static final FieldPath PLACE =
      FieldPath.of("metadata", "annotations").key(Annotations.RECORD);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private final ObjectNode template;
  private final Map<String, JsonNode> empties = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();

  /** Begins one; the template is changed in place. */
  ChangeRecord(ObjectNode template) {
    this.template = template;
    noteEmpties(PLACE);
  }

  /** Sets a field that other people set too. */
  void set(FieldPath path, JsonNode value) {
    noteEmpties(path);
    changes.add(new Change(path, path.get(template).orElse(null), value));
    path.set(template, value);
  }

  /** Sets a field that nobody but us has. */
  void setOwn(FieldPath path, JsonNode value) {
    noteEmpties(path);
    changes.add(new Change(path, null, null));
    path.set(template, value);
  }

  /** Takes a field away. */
  void remove(FieldPath path) {
    changes.add(new Change(path, path.get(template).orElse(null), null));
    path.remove(template);
  }

  /** Writes it down in the template. */
  void write() {
    var record = JSON.createObjectNode().put("version", VERSION);
    var list = record.putArray("changes");
    for (Change change : changes) {
      var one = list.addObject().put("path", change.path().toString());
      putIfThere(one, "before", change.before());
      putIfThere(one, "after", change.after());
    }
    if (!empties.isEmpty()) {
      record.putObject("empty").setAll(empties);
    }
    PLACE.set(template, JSON.getNodeFactory().textNode(record.toString()));
  }

  /** Undoes what a template says was changed; one that says nothing stays as it is. */
  static void undo(ObjectNode template) {
    var text = PLACE.get(template);
    if (text.isEmpty()) {
      return;
    }
    try {
      undo(template, read(text.get().asText()));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw unreadable("it does not fit the template", e);
    }
  }

  private static void undo(ObjectNode template, JsonNode record) {
    var empties = new LinkedHashMap<FieldPath, JsonNode>();
    record
        .path("empty")
        .properties()
        .forEach(entry -> empties.put(FieldPath.parse(entry.getKey()), entry.getValue()));
    PLACE.remove(template, empties.keySet());
    changes(record).reversed().forEach(change -> change.undo(template, empties.keySet()));
    empties.forEach((path, value) -> {
      if (path.get(template).filter(left -> !left.isEmpty()).isEmpty()) {
        path.set(template, value);
      }
    });
  }

  private static List<Change> changes(JsonNode record) {
    var changes = new ArrayList<Change>();
    for (JsonNode one : record.path("changes")) {
      changes.add(
          new Change(
              FieldPath.parse(one.path("path").asText()), one.get("before"), one.get("after")));
    }
    return changes;
  }

  private static JsonNode read(String text) {
    try {
      var record = JSON.readTree(text);
      if (record.path("version").asInt() == VERSION) {
        return record;
      }
      throw unreadable("it is not of version " + VERSION, null);
    } catch (JsonProcessingException e) {
      throw unreadable(e.getOriginalMessage(), e);
    }
  }

  private static AppException unreadable(String why, @Nullable Exception cause) {
    return new AppException(
        ErrorKind.USER,
        "INJECTION_UNREADABLE",
        "The proxy cannot be taken out: annotation %s cannot be read: %s."
            .formatted(Annotations.RECORD, why),
        "Apply the manifest from before the injection, or take the proxy out with the version that"
            + " put it in.",
        Map.of(),
        cause);
  }

  // A list or object that was empty before is not to vanish with what we put into it.
  private void noteEmpties(FieldPath path) {
    var segments = path.segments();
    for (int depth = 1; depth < segments.size(); depth++) {
      var prefix = new FieldPath(segments.subList(0, depth));
      var value = prefix.get(template);
      if (value.isPresent()
          && value.get().isEmpty()
          && segments.get(depth - 1) instanceof Segment.Key) {
        empties.putIfAbsent(prefix.toString(), value.get().deepCopy());
      }
    }
  }

  private static void putIfThere(ObjectNode one, String name, @Nullable JsonNode value) {
    if (value != null) {
      one.set(name, value);
    }
  }
}
