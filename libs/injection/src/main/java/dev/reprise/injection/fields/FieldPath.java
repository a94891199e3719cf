// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a field in a resource, e.g. {@code
 * spec.template.spec.containers[name=shop].env[name=HTTP_PROXY]}. Members of lists are named by
 * what identifies them, never by position, so that a path stays true when others add to the list.
 *
 * @param segments from the root
 */
public record FieldPath(List<Segment> segments) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SEGMENT =
      Pattern.compile(
          "\\.?([A-Za-z][A-Za-z0-9_-]*)|\\[\"([^\"]+)\"\\]|\\[([A-Za-z]+)=([^\\]]*)\\]");

  /** One step down. */
  public sealed interface Segment {
    /** A member of an object. */
    record Key(String name) implements Segment {}

    /** The member of a list whose own field has this value. */
    record Item(String key, String value) implements Segment {}
  }

  /** Copies the list. */
  public FieldPath {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("a path has at least one segment");
    }
  }

  /** Plain keys. */
  public static FieldPath of(String... keys) {
    var segments = new ArrayList<Segment>();
    for (String key : keys) {
      segments.add(new Segment.Key(key));
    }
    return new FieldPath(segments);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static FieldPath parse(String text) {
    var segments = new ArrayList<Segment>();
    var found = SEGMENT.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!found.find(at) || found.start() != at) {
        throw new IllegalArgumentException("not a path from character " + at + ": " + text);
      }
      if (found.group(1) != null) {
        segments.add(new Segment.Key(found.group(1)));
      } else if (found.group(2) != null) {
        segments.add(new Segment.Key(found.group(2)));
      } else {
        segments.add(new Segment.Item(found.group(3), found.group(4)));
      }
      at = found.end();
    }
    return new FieldPath(segments);
  }

  /** One further key. */
  public FieldPath key(String name) {
    return with(new Segment.Key(name));
  }

  /** The member of the list here that is identified so. */
  public FieldPath item(String key, String value) {
    return with(new Segment.Item(key, value));
  }

  /** Whether a key on the way belongs to this domain. */
  public boolean isOfDomain(String domain) {
    return segments.stream()
        .anyMatch(segment ->
            segment instanceof Segment.Key(String name) && name.startsWith(domain + "/"));
  }

  /** The value there. */
  public Optional<JsonNode> get(JsonNode root) {
    @Nullable JsonNode node = root;
    for (Segment segment : segments) {
      node = node == null ? null : below(node, segment);
    }
    return Optional.ofNullable(node);
  }

  /** Puts a value there; what is missing on the way is made, new members of lists go to the end. */
  public void set(ObjectNode root, JsonNode value) {
    JsonNode node = root;
    for (int i = 0; i < segments.size() - 1; i++) {
      node = belowOrNew(node, segments.get(i), segments.get(i + 1) instanceof Segment.Item);
    }
    put(node, segments.getLast(), value);
  }

  /** Takes the value away, and what it leaves empty on the way. */
  public void remove(ObjectNode root) {
    remove(root, Set.of());
  }

  /** Takes the value away, and what it leaves empty on the way, but for these. */
  public void remove(ObjectNode root, Set<FieldPath> kept) {
    remove(root, 0, kept);
  }

  private boolean remove(JsonNode node, int depth, Set<FieldPath> kept) {
    var segment = segments.get(depth);
    if (depth == segments.size() - 1) {
      takeOut(node, segment);
    } else {
      var next = below(node, segment);
      if (next != null
          && remove(next, depth + 1, kept)
          && !isIdentified(depth)
          && !kept.contains(new FieldPath(segments.subList(0, depth + 1)))) {
        takeOut(node, segment);
      }
    }
    return node.isEmpty();
  }

  // A member of a list is more than what we put into it, so it never goes with that.
  private boolean isIdentified(int depth) {
    return segments.get(depth) instanceof Segment.Item;
  }

  private static void takeOut(JsonNode node, Segment segment) {
    switch (segment) {
      case Segment.Key(String name) -> {
        if (node instanceof ObjectNode object) {
          object.remove(name);
        }
      }
      case Segment.Item item -> {
        if (node instanceof ArrayNode list) {
          int index = indexOf(list, item);
          if (index >= 0) {
            list.remove(index);
          }
        }
      }
    }
  }

  private static void put(JsonNode node, Segment segment, JsonNode value) {
    switch (segment) {
      case Segment.Key(String name) -> ((ObjectNode) node).set(name, value.deepCopy());
      case Segment.Item item -> {
        var list = (ArrayNode) node;
        int index = indexOf(list, item);
        if (index >= 0) {
          list.set(index, value.deepCopy());
        } else {
          list.add(value.<JsonNode>deepCopy());
        }
      }
    }
  }

  private static @Nullable JsonNode below(JsonNode node, Segment segment) {
    return switch (segment) {
      case Segment.Key(String name) -> node.get(name);
      case Segment.Item item -> {
        int index = node instanceof ArrayNode list ? indexOf(list, item) : -1;
        yield index < 0 ? null : node.get(index);
      }
    };
  }

  private static JsonNode belowOrNew(JsonNode node, Segment segment, boolean asList) {
    var there = below(node, segment);
    if (there != null && !there.isNull()) {
      return there;
    }
    JsonNode fresh = asList ? JSON.createArrayNode() : JSON.createObjectNode();
    if (segment instanceof Segment.Item(String key, String value)) {
      fresh = JSON.createObjectNode().put(key, value);
    }
    // Not a copy: the caller goes on inside it.
    switch (segment) {
      case Segment.Key(String name) -> ((ObjectNode) node).set(name, fresh);
      case Segment.Item _ -> ((ArrayNode) node).add(fresh);
    }
    return fresh;
  }

  private static int indexOf(ArrayNode list, Segment.Item item) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(item.key()).asText().equals(item.value())) {
        return i;
      }
    }
    return -1;
  }

  private FieldPath with(Segment segment) {
    var longer = new ArrayList<>(segments);
    longer.add(segment);
    return new FieldPath(longer);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Key(String name) when name.matches("[A-Za-z][A-Za-z0-9_-]*") ->
            text.append(text.isEmpty() ? "" : ".").append(name);
        case Segment.Key(String name) -> text.append("[\"").append(name).append("\"]");
        case Segment.Item(String key, String value) ->
            text.append('[').append(key).append('=').append(value).append(']');
      }
    }
    return text.toString();
  }
}
