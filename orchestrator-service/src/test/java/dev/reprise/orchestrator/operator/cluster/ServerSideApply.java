// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of server-side apply that the operator relies on: what a manager applies is merged in,
 * and what it had applied before and does not apply any more goes. Conflicts between managers are
 * always forced, as the operator does.
 */
final class ServerSideApply {

  private final Map<String, JsonNode> applied = new HashMap<>();

  /** What a resource becomes; its present state is left as it is. */
  JsonNode merge(String manager, String path, @Nullable JsonNode present, JsonNode wanted) {
    String key = manager + " " + path;
    ObjectNode merged = present == null ? wanted.deepCopy() : present.deepCopy();
    if (present != null) {
      var before = applied.get(key);
      if (before != null) {
        removeLeft(merged, before, wanted);
      }
      mergeInto(merged, wanted);
    }
    applied.put(key, wanted.deepCopy());
    return merged;
  }

  // Of an object that is not applied any more, only the fields that were applied go.
  private static void removeLeft(ObjectNode target, JsonNode before, JsonNode wanted) {
    before
        .fieldNames()
        .forEachRemaining(name -> {
          var there = target.get(name);
          var old = before.get(name);
          var now = wanted.path(name);
          if (there instanceof ObjectNode object && old.isObject()) {
            removeLeft(object, old, now);
            if (object.isEmpty() && now.isMissingNode()) {
              target.remove(name);
            }
          } else if (there instanceof ArrayNode list && key(list) != null) {
            removeItems(list, old, now);
            if (list.isEmpty() && now.isMissingNode()) {
              target.remove(name);
            }
          } else if (now.isMissingNode()) {
            target.remove(name);
          }
        });
  }

  private static void removeItems(ArrayNode list, JsonNode before, JsonNode wanted) {
    String key = key(list);
    for (JsonNode old : before) {
      if (item(wanted, key, old) == null) {
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i).path(key).equals(old.path(key))) {
            list.remove(i);
            break;
          }
        }
      }
    }
  }

  private static void mergeInto(ObjectNode target, JsonNode wanted) {
    wanted
        .properties()
        .forEach(entry -> {
          var there = target.get(entry.getKey());
          var value = entry.getValue();
          if (there instanceof ObjectNode object && value.isObject()) {
            mergeInto(object, value);
          } else if (there instanceof ArrayNode list && value.isArray() && key(value) != null) {
            mergeItems(list, value);
          } else if (entry.getKey().equals("finalizers") && there instanceof ArrayNode list) {
            value.forEach(one -> {
              boolean isThere = false;
              for (JsonNode other : list) {
                isThere |= other.equals(one);
              }
              if (!isThere) {
                list.add(one);
              }
            });
          } else {
            target.set(entry.getKey(), value.deepCopy());
          }
        });
  }

  private static void mergeItems(ArrayNode list, JsonNode wanted) {
    String key = key(wanted);
    for (JsonNode item : wanted) {
      var there = item(list, key, item);
      if (there instanceof ObjectNode object) {
        mergeInto(object, item);
      } else {
        list.add(item.<JsonNode>deepCopy());
      }
    }
  }

  private static @Nullable JsonNode item(JsonNode list, @Nullable String key, JsonNode like) {
    for (JsonNode item : list) {
      if (key != null && item.path(key).equals(like.path(key))) {
        return item;
      }
    }
    return null;
  }

  private static @Nullable String key(JsonNode list) {
    for (String key : new String[] {"uid", "mountPath", "containerPort", "port", "name"}) {
      if (!list.isEmpty() && list.get(0).has(key)) {
        return key;
      }
    }
    return null;
  }
}
