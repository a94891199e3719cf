// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of conditions as Kubernetes wants it: one of a type, and its time moves only with its
 * status.
 */
final class Conditions {

  private final Map<String, Condition> byType = new LinkedHashMap<>();
  private final Instant now;
  private final long generation;

  Conditions(List<Condition> before, long generation, Instant now) {
    before.forEach(condition -> byType.put(condition.getType(), condition));
    this.generation = generation;
    this.now = now;
  }

  /** Says what holds. */
  Conditions set(String type, boolean isTrue, String reason, String message) {
    String status = isTrue ? "True" : "False";
    var before = byType.get(type);
    boolean isSame =
        before != null
            && before.getStatus().equals(status)
            && before.getReason().equals(reason)
            && before.getMessage().equals(message);
    if (isSame) {
      return this;
    }
    String since =
        before != null && before.getStatus().equals(status)
            ? before.getLastTransitionTime()
            : now.truncatedTo(ChronoUnit.SECONDS).toString();
    byType.put(
        type,
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build());
    return this;
  }

  boolean isTrue(String type) {
    var condition = byType.get(type);
    return condition != null && condition.getStatus().equals("True");
  }

  List<Condition> list() {
    return List.copyOf(byType.values());
  }
}
