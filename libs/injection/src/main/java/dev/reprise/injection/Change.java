// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.fields.FieldPath;
import dev.reprise.traffic.trust.TrustEnvironment;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field that injection sets.
 *
 * @param path where
 * @param before what stood there; null where nothing did
 * @param after what stands there now; null where the name alone says that it is ours, or where
 *     nothing does
 */
record Change(FieldPath path, @Nullable JsonNode before, @Nullable JsonNode after) {

  /**
   * Puts back what was before, unless somebody else has changed it since.
   *
   * @param kept what stays though it is empty
   */
  void undo(ObjectNode template, Set<FieldPath> kept) {
    var now = path.get(template);
    if (after == null || now.filter(after::equals).isPresent()) {
      if (before == null) {
        path.remove(template, kept);
      } else {
        path.set(template, before);
      }
    } else {
      withoutOurOptions(now).ifPresent(value -> path.set(template, value));
    }
  }

  // Agents add themselves to the JVM's options too: theirs stay, ours go.
  private Optional<JsonNode> withoutOurOptions(Optional<JsonNode> now) {
    if (after == null || !after.path("name").asText().equals(TrustEnvironment.JAVA_OPTIONS)) {
      return Optional.empty();
    }
    String all = after.path("value").asText();
    String old = before == null ? "" : before.path("value").asText();
    String ours = all.substring(Math.min(all.length(), old.strip().length())).strip();
    return now.filter(value -> value.path("value").asText().contains(ours))
        .map(value -> {
          ObjectNode left = value.deepCopy();
          return left.put("value", value.path("value").asText().replace(ours, "").strip());
        });
  }
}
